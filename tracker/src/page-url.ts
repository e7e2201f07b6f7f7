import { cut } from './limits.js'

/**
 * A URL as it is sent: without credentials and fragment, and with no parameter but those in `allowed`. With
 * `hashRouting` the route in the fragment (`#/pricing`, `#!/pricing`) takes the place of the path.
 */
export function pageUrl(href: string, allowed: readonly string[], hashRouting = false): string {
  const url = new URL(href)
  const { protocol, host, searchParams, hash } = url
  const route = hashRouting ? new URL(hash.replace(/^#?!?\/*/, '/'), url) : url
  const kept = [...searchParams, ...(hashRouting ? route.searchParams : [])].filter(([name]) =>
    allowed.includes(name),
  )
  const query = new URLSearchParams(kept).toString()
  return cut(`${protocol}//${host}${route.pathname}${query && `?${query}`}`)
}

/** A page view is another one when this changes, not when only parameters do. */
export const pathOf = (url: string): string => url.split('?')[0]!
