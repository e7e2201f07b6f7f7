import { cut } from './limits.js'
import type { Options } from './options.js'

const PARAMS = ['utm_source', 'utm_medium', 'utm_campaign', 'ref']

/**
 * A URL as it is sent: without credentials and fragment, and with no parameter but those in `allowed`. With
 * `hashRouting` the route in the fragment (`#/pricing`, `#!/pricing`) takes the place of the path.
 */
export const pageUrl = (href: string, { allowedParams = PARAMS, hashRouting }: Options): string => {
  const here = new URL(href)
  const url = hashRouting ? new URL(here.hash.replace(/^#?!?\/*/, '/'), here) : here
  url.search = `${new URLSearchParams([...url.searchParams].filter(([name]) => allowedParams.includes(name)))}`
  url.hash = url.username = url.password = ''
  return cut(url.href)
}

/** Where this changes, the page view is another one. */
export const pathOf = (url: string): string => url.split('?')[0]!
