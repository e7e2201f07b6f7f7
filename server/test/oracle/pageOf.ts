export interface PageRules {
  pageRules: { match: string; page: string }[]
  collapseIds: boolean
}

/** The page of a view's url: section 4, "Page". */
export function pageOf(url: string, { pageRules, collapseIds }: PageRules): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '') || '/'
  const page = percentDecoded(path).replace(/\/+$/, '') || '/'
  const ruled = pageRules.find(({ match }) => matchesPattern(match, page))?.page ?? page
  return collapseIds ? ruled.split('/').map(withoutId).join('/') : ruled
}

/** Whether a page fits a pattern: `*` is one segment that is not empty, `**` the rest, which may be empty. */
export function matchesPattern(pattern: string, page: string): boolean {
  const wanted = segmentsOf(pattern)
  const given = segmentsOf(page)
  if (wanted.at(-1) === '**') {
    wanted.pop()
    if (given.length < wanted.length) return false
    given.length = wanted.length
  }
  return (
    wanted.length === given.length &&
    wanted.every((segment, i) => (segment === '*' ? given[i] !== '' : segment === given[i]))
  )
}

const segmentsOf = (path: string) => (path === '/' ? [] : path.slice(1).split('/'))

/** A percent sign that no two hexadecimal digits follow stands for itself. */
function percentDecoded(path: string): string {
  const bytes: number[] = []
  const source = Buffer.from(path)
  for (let i = 0; i < source.length; i++) {
    const hex = source.toString('latin1', i, i + 3)
    if (/^%[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex.slice(1), 16))
      i += 2
    } else bytes.push(source[i]!)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))
  } catch {
    return path
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const withoutId = (segment: string) => (/^[0-9]+$/.test(segment) || UUID.test(segment) ? ':id' : segment)
