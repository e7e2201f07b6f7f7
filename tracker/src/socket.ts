import type { Problem } from '@mouse-tracking/contract'
import { failure, type Outcome } from './outcome.js'
import type { Scope } from './scope.js'

type Answer = { ack?: string; error?: Problem; id?: string }

/** How long (ms) an answer may take. */
const TIMEOUT = 10_000

export interface Socket {
  /** Sends the JSON of the batch `id`; one at a time. Undefined, or rejected, when there is no connection. */
  send(id: string, body: string): Promise<Outcome | undefined>
  close(): void
}

/** A WebSocket that is opened when there is something to send. */
export function createSocket(url: string, { guard, after }: Scope): Socket {
  let socket: WebSocket | undefined
  return {
    close: () => socket?.close(),
    send: (id, body) =>
      new Promise((resolve) => {
        if (socket?.readyState !== 1) socket = new WebSocket(url)
        const current = socket
        /** What it comes to when the connection ends now. */
        let outcome: Outcome | undefined
        const done = () => {
          cancel()
          resolve(outcome)
        }
        const cancel = after(TIMEOUT, () => {
          current.close()
          done()
        })
        const transmit = () => {
          outcome = 0
          current.send(body)
        }
        current.onopen = transmit
        current.onclose = done
        current.onmessage = guard(({ data }) => {
          const { ack, error, id: refused = id }: Answer = JSON.parse(data)
          if ((ack ?? refused) !== id) return
          outcome = error ? failure(error.status, data) : true
          done()
        })
        if (current.readyState) transmit()
      }),
  }
}
