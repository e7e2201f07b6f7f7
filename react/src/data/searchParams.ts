/** A report's parameters as a query string, in a fixed order; absent ones are left out, lists repeat their name. */
export function searchParams(params: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  return search.toString()
}
