import { AnalyticsError } from './AnalyticsError.js'

export type GetToken = () => string | Promise<string>

export interface TokenSource {
  /** The token at hand, or a new one when there is none or it is about to expire. Concurrent callers share one request. */
  get(): Promise<string>
  /** When the token at hand is due for a new one (ms since the epoch); `Infinity` for one that does not say. */
  dueAt(): number
  /** A token other than `refused`, which the server did not take. */
  renew(refused: string): Promise<string>
}

/** No token is used in the last minute of its life, nor in the last quarter of a shorter one. */
const LEAD_MS = 60_000

export function createTokenSource(getToken: GetToken, now: () => number = Date.now): TokenSource {
  let token: string | undefined
  let useUntil = 0
  let pending: Promise<string> | undefined

  async function ask(): Promise<string> {
    const askedAt = now()
    let fresh: string
    try {
      fresh = await getToken()
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new AnalyticsError({ status: 0, title: 'No token', detail: `getToken failed: ${why}` }, { cause })
    }
    if (typeof fresh !== 'string' || fresh === '') {
      throw new AnalyticsError({
        status: 0,
        title: 'No token',
        detail: 'getToken must answer a token: an embed token (JWT) or an admin key.',
      })
    }
    const expiresAt = expiry(fresh)
    token = fresh
    useUntil = expiresAt - Math.min(LEAD_MS, Math.max(0, expiresAt - askedAt) / 4)
    return fresh
  }

  function request(): Promise<string> {
    pending ??= ask().finally(() => {
      pending = undefined
    })
    return pending
  }

  return {
    get: () => (token !== undefined && now() < useUntil ? Promise.resolve(token) : request()),
    dueAt: () => useUntil,
    renew(refused) {
      if (token === refused) token = undefined
      return this.get()
    },
  }
}

/** When a JWT expires (ms since the epoch); never, for a token that does not say. */
function expiry(token: string): number {
  const payload = token.split('.')[1]
  if (!payload) return Number.POSITIVE_INFINITY
  try {
    const { exp } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))) as { exp?: unknown }
    return typeof exp === 'number' ? exp * 1000 : Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
