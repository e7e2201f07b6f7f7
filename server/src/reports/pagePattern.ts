/** Tells whether a page matches. */
export type PageTest = (page: string) => boolean

/**
 * Compiles the pattern of a page rule or a funnel step. `*` stands for one segment that is not empty, `**` for the rest,
 * which may be empty (`/docs/**` matches `/docs`); all else is taken literally. Slashes at the end do not matter, since
 * pages have none. Testing takes time linear in the page.
 * @throws Error when something follows `**`
 */
export function pagePattern(pattern: string): PageTest {
  if (!isPagePattern(pattern)) throw new Error(`Page pattern "${pattern}" goes on after **`)
  const trimmed = withoutTrailingSlashes(pattern)
  const segments = trimmed.split('/')
  const open = segments.at(-1) === '**'
  if (!open && !segments.includes('*')) return (page) => page === trimmed || page === pattern
  if (open) segments.pop()
  const source = segments.map((segment) => (segment === '*' ? '[^/]+' : escaped(segment))).join('/')
  const expression = new RegExp(`^${source}${open ? '(?:/[^]*)?' : ''}$`)
  return (page) => expression.test(page)
}

/** Whether `**`, if it is there, is the last segment. */
export function isPagePattern(pattern: string): boolean {
  const segments = withoutTrailingSlashes(pattern).split('/')
  const rest = segments.indexOf('**')
  return rest === -1 || rest === segments.length - 1
}

/** The path without the slashes at its end; `/` itself stays. */
export function withoutTrailingSlashes(path: string): string {
  let end = path.length
  while (end > 1 && path.charCodeAt(end - 1) === 47) end--
  return path.slice(0, end)
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
