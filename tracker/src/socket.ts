import type { Problem } from '@mouse-tracking/contract'
import { failure, type Outcome } from './outcome.js'
import type { Scope } from './scope.js'

/** How long (ms) an answer may take. */
const TIMEOUT = 10_000

/**
 * A WebSocket that is opened when there is something to send, and closed when the page goes. Returns a function that
 * sends the JSON of one batch at a time; undefined, or a rejection, says that there is no connection.
 */
export const createSocket = (url: string, scope: Scope): ((body: string) => Promise<Outcome | undefined>) => {
  let socket: WebSocket | undefined
  const close = () => socket?.close()
  // An open one would keep the page out of the back/forward cache.
  scope.listen('pagehide', close)
  scope.onEnd(close)

  return (body) =>
    new Promise((resolve) => {
      if (socket?.readyState !== 1) socket = new WebSocket(url)
      const current = socket
      /** What it comes to when the connection ends now. */
      let outcome: Outcome | undefined
      const done = () => {
        cancel()
        resolve(outcome)
      }
      const cancel = scope.after(TIMEOUT, () => {
        current.close()
        done()
      })
      const transmit = () => {
        outcome = 0
        current.send(body)
      }
      current.onopen = transmit
      // It is an error, and no end, where a Content Security Policy blocks it.
      current.onclose = current.onerror = done
      // One is under way at a time, so this is its answer.
      current.onmessage = scope.guard(({ data }) => {
        const { ack, error } = JSON.parse(data) as { ack?: string; error?: Problem }
        outcome = ack ? null : failure(error!.status, data)
        done()
      })
      if (current.readyState === 1) transmit()
    })
}
