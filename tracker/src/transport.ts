import type { Settings } from './options.js'
import { failure, type Outcome } from './outcome.js'
import type { Scope } from './scope.js'
import { createSocket } from './socket.js'

export interface Transport {
  /** Sends the JSON of the batch `id`; never rejects. */
  send(id: string, body: string): Promise<Outcome>
  /** Sends from a page that is going, without an answer. */
  beacon(body: string): void
  close(): void
}

/** Bodies from this length on are worth compressing, and the CORS preflight that this costs. */
const GZIP_LENGTH = 4_096
/** The browser lets only 64 KiB of requests outlive their page. */
const KEEPALIVE_LENGTH = 60_000

const gzip = (text: string) =>
  new Response(new Response(text).body!.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()

export function createTransport({ apiUrl, wsUrl, transport }: Settings, scope: Scope): Transport {
  let socket = transport === 'http' ? undefined : createSocket(wsUrl, scope)
  let isPlain = !('CompressionStream' in window)

  return {
    async send(id, text) {
      const outcome = await socket?.send(id, text).catch(() => undefined)
      if (outcome !== undefined) return outcome
      if (transport === 'websocket') return 0
      // No WebSocket gets through: HTTP then, for as long as the page lasts.
      socket = undefined
      const packs = !isPlain && text.length > GZIP_LENGTH
      try {
        const response = await fetch(apiUrl, {
          method: 'POST',
          body: packs ? await gzip(text) : text,
          // Without a header of its own it goes as plain text, and needs no preflight.
          headers: packs ? { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' } : undefined,
          keepalive: text.length < KEEPALIVE_LENGTH,
        })
        if (response.status === 202) return true
        const retryAfter = response.headers.get('Retry-After') ?? '0'
        const wait = Number(retryAfter) * 1_000 || Date.parse(retryAfter) - Date.now() || 0
        return failure(response.status, await response.text(), wait)
      } catch {
        // Offline; or something on the way lets no compressed body pass.
        isPlain ||= packs
        return 0
      }
    },
    beacon: (body) => void navigator.sendBeacon(apiUrl, body),
    close: () => socket?.close(),
  }
}
