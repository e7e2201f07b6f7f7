import type { SocketAnswer } from '@mouse-tracking/contract'
import type { Guard } from './guard.js'
import { failure, type Outcome } from './outcome.js'

/** How long (ms) an answer may take. */
const TIMEOUT = 10_000

export interface Socket {
  /** Sends the JSON of the batch `id` and waits for its answer. One at a time; never rejects. */
  send(id: string, body: string): Promise<Outcome>
  close(): void
}

/** A WebSocket that is opened when there is something to send. */
export function createSocket(url: string, { wrap, after }: Guard): Socket {
  let socket: WebSocket | undefined

  const close = () => {
    socket?.close()
    socket = undefined
  }

  const send = async (id: string, body: string): Promise<Outcome> => {
    if (socket?.readyState !== WebSocket.OPEN) socket = new WebSocket(url)
    const current = socket
    let connected = current.readyState === WebSocket.OPEN
    return new Promise<Outcome>((resolve) => {
      const done = (outcome: Outcome) => {
        cancel()
        resolve(outcome)
      }
      const lost = () => {
        if (socket === current) close()
        done(connected ? {} : { unconnected: true })
      }
      const cancel = after(TIMEOUT, lost)
      current.onclose = lost
      current.onmessage = wrap(({ data }: MessageEvent<string>) => {
        const answer = JSON.parse(data) as SocketAnswer
        if ('ack' in answer) {
          if (answer.ack === id) done({ taken: true })
        } else if ((answer.id ?? id) === id) done(failure(answer.error.status, answer.error.detail))
      })
      current.onopen = () => {
        connected = true
        current.send(body)
      }
      if (connected) current.send(body)
    })
  }

  return { close, send: (id, body) => send(id, body).catch(() => ({ unconnected: true })) }
}
