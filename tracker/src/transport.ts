import type { Settings } from './options.js'
import { failure, type Outcome } from './outcome.js'
import type { Scope } from './scope.js'
import { createSocket } from './socket.js'

/** Sends the JSON of a batch; never rejects. */
export type Transport = (body: string) => Promise<Outcome>

/** Bodies from this length on are worth compressing, and the CORS preflight that this costs. */
const GZIP_LENGTH = 4_096
/** The browser lets only 64 KiB of requests outlive their page. */
const KEEPALIVE_LENGTH = 60_000

const gzip = (text: string) =>
  new Response(new Response(text).body!.pipeThrough(new CompressionStream('gzip'))).blob()

export const createTransport = ({ apiUrl, wsUrl, transport }: Settings, scope: Scope): Transport => {
  let exchange = transport === 'http' ? undefined : createSocket(wsUrl, scope)
  let isPlain = false

  return async (text) => {
    const outcome = await exchange?.(text).catch(() => undefined)
    if (outcome !== undefined) return outcome
    if (transport === 'websocket') return 0
    // No WebSocket gets through: HTTP then, for as long as the page lasts.
    exchange = undefined
    const packs = !isPlain && text.length > GZIP_LENGTH
    try {
      const response = await fetch(apiUrl, {
        method: 'POST',
        body: packs ? await gzip(text) : text,
        // Without a header of its own it goes as plain text, and needs no preflight.
        headers: packs ? { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' } : undefined,
        keepalive: text.length < KEEPALIVE_LENGTH,
      })
      if (response.status === 202) return null
      const seconds = +response.headers.get('Retry-After')!
      return failure(response.status, await response.text(), seconds * 1_000)
    } catch {
      // Offline; or the browser cannot compress, or something on the way lets no compressed body pass.
      isPlain ||= packs
      return 0
    }
  }
}
