import { type PageTest, pagePattern, withoutTrailingSlashes } from './pagePattern.js'

/** Views of pages that `match` (a page pattern) count as views of `page`. */
export interface PageRule {
  match: string
  page: string
}

/** What a site says about its pages. */
export interface PageSettings {
  /** The first that matches a path decides. */
  pageRules: readonly PageRule[]
  /** Whether a segment that is all digits or a UUID becomes `:id`. */
  collapseIds: boolean
}

/**
 * The page that a view's URL belongs to: its path, percent-decoded as a whole if that gives valid UTF-8, without slashes
 * at its end, then by the site's rules. Pages in requests are compared with this.
 */
export function pageOf(url: string, { pageRules, collapseIds }: PageSettings): string {
  const path = withoutTrailingSlashes(decoded(pathOf(url)))
  const rule = compiled(pageRules).find(({ matches }) => matches(path))
  const page = rule === undefined ? path : rule.page
  return collapseIds ? page.replace(ID_SEGMENT, '/:id') : page
}

const ID_SEGMENT = /\/(?:\d+|[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})(?=\/|$)/gi

/** What stands before the path: a scheme, and an authority. */
const ORIGIN = /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/[^/?#]*)?/i

/** Cut by hand: `URL` would rewrite what it parses (dots, backslashes, spaces), and a path that stays as it is must. */
function pathOf(url: string): string {
  const rest = url.replace(ORIGIN, '')
  const end = rest.search(/[?#]/)
  const path = end === -1 ? rest : rest.slice(0, end)
  return path.startsWith('/') ? path : `/${path}`
}

function decoded(path: string): string {
  if (!path.includes('%')) return path
  try {
    // A percent sign that begins no escape stands for itself, as in the URL standard.
    return decodeURIComponent(path.replace(/%(?![\da-f]{2})/gi, '%25'))
  } catch {
    return path
  }
}

interface CompiledRule {
  matches: PageTest
  page: string
}

const compiledRules = new WeakMap<readonly PageRule[], CompiledRule[]>()

function compiled(rules: readonly PageRule[]): CompiledRule[] {
  let known = compiledRules.get(rules)
  if (known === undefined) {
    known = rules.map(({ match, page }) => ({ matches: pagePattern(match), page }))
    compiledRules.set(rules, known)
  }
  return known
}
