import type { Guard } from './guard.js'
import type { Settings } from './options.js'
import { failure, type Outcome } from './outcome.js'
import { createSocket } from './socket.js'

export interface Transport {
  /** Sends the JSON of the batch `id`; never rejects. */
  send(id: string, body: string): Promise<Outcome>
  /** Sends from a page that is going, without an answer; false when the browser would not. */
  beacon(body: string): boolean
  close(): void
}

/** Bodies from this length on are worth compressing, and the CORS preflight that this costs. */
const GZIP_LENGTH = 4_096
/** The browser lets only 64 KiB of requests outlive their page. */
const KEEPALIVE_LENGTH = 60_000
const TIMEOUT = 30_000
/** When no WebSocket could be opened, HTTP is used for this long (ms). */
const WITHOUT_SOCKET = 300_000

/** ms of a `Retry-After` header, which is in seconds or a date. */
const delayOf = (header: string | null) =>
  header ? Number(header) * 1_000 || Date.parse(header) - Date.now() : 0

const gzip = (text: string) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()

export function createTransport({ apiUrl, wsUrl, transport }: Settings, guard: Guard): Transport {
  const socket = transport !== 'http' && wsUrl ? createSocket(wsUrl, guard) : undefined
  let socketFrom = 0
  let plain = false

  async function post(text: string): Promise<Outcome> {
    const packs = !plain && text.length > GZIP_LENGTH && 'CompressionStream' in window
    try {
      const body = packs ? await gzip(text) : text
      const response = await fetch(apiUrl, {
        method: 'POST',
        body,
        // Plain text needs no preflight.
        headers: packs
          ? { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
          : { 'Content-Type': 'text/plain' },
        keepalive: (typeof body === 'string' ? body.length : body.byteLength) < KEEPALIVE_LENGTH,
        signal: AbortSignal.timeout?.(TIMEOUT),
      })
      if (response.status === 202) return { taken: true }
      const problem = await response.json().catch(() => ({}))
      return failure(response.status, problem.detail, delayOf(response.headers.get('Retry-After')))
    } catch {
      // Offline; or something on the way lets no compressed body pass: the next attempt is the other kind.
      plain = packs
      return {}
    }
  }

  return {
    async send(id, body) {
      if (socket && Date.now() >= socketFrom) {
        const outcome = await socket.send(id, body)
        if (!outcome.unconnected || transport === 'websocket') return outcome
        socketFrom = Date.now() + WITHOUT_SOCKET
      }
      return post(body)
    },
    beacon: (body) => navigator.sendBeacon(apiUrl, body),
    close: () => socket?.close(),
  }
}
