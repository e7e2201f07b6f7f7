import { DIRECT } from './session.js'

/** The host of a referrer; `(direct)` when there is none, none can be read, or it is the page's own. */
export function referrerHost(referrer: string, url: string): string {
  const host = hostOf(referrer)
  return host === '' || host === hostOf(url) ? DIRECT : host
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
