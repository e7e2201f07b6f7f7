import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problem } from '../problem/problem.exception.js'

/** What a client has (ms) to send a request's headers, and all of it. */
export const REQUEST_TIMES = {
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
}

const STATUSES: Record<string, [status: number, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers are larger than 16 kB.'],
}

/** Answers what is no HTTP request, or not a whole one, with a problem, and hangs up. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (socket.destroyed) return
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, detail] = STATUSES[error.code ?? ''] ?? [400, 'That is no HTTP request.']
  const title = STATUS_CODES[status]!
  const body = JSON.stringify(problem(status, title.toLowerCase().replaceAll(' ', '-'), title, detail))
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  // One that does not take its answer is not waited for.
  socket.destroySoon()
}
