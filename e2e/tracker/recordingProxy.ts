import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { type RawData, WebSocket, WebSocketServer } from 'ws'

/** A request, or one message of a WebSocket, as the browser sent it. */
export interface Sent {
  via: 'http' | 'websocket'
  /** Method, URL and headers. */
  head: string
  body: Buffer
  isGzipped: boolean
  /** What the server answered. */
  answer: string
}

export interface RecordingProxy {
  url: string
  /** All that browsers sent through it. */
  sent: Sent[]
  /** While it is down, it drops every connection. */
  isDown: boolean
  close(): Promise<void>
}

/** Stands between browsers and a server, and keeps every byte that goes from the former to the latter. */
export async function startRecordingProxy(server: string): Promise<RecordingProxy> {
  const sent: Sent[] = []
  const http = createServer(async (request, response) => {
    if (proxy.isDown) return request.destroy()
    const body = await buffer(request)
    const answered = await fetch(server + request.url, {
      method: request.method,
      headers: passedOn(request.headers),
      body: request.method === 'POST' ? body : undefined,
    })
    const answer = await answered.text()
    sent.push({
      via: 'http',
      head: headOf(request),
      body,
      isGzipped: request.headers['content-encoding'] === 'gzip',
      answer: `${answered.status}`,
    })
    const headers = Object.fromEntries(answered.headers)
    // `fetch` has inflated it.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'connection'])
      delete headers[name]
    response.writeHead(answered.status, headers).end(answer)
  })
  const sockets = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, first) => {
    if (proxy.isDown) return socket.destroy()
    sockets.handleUpgrade(request, socket, first, (near) => {
      const far = new WebSocket(server.replace(/^http/, 'ws') + request.url, {
        origin: request.headers.origin,
      })
      const opened = new Promise((resolve) => far.on('open', resolve))
      const unanswered: Sent[] = []
      near.on('message', async (data: RawData) => {
        const message: Sent = {
          via: 'websocket',
          head: headOf(request),
          body: data as Buffer,
          isGzipped: false,
          answer: '',
        }
        sent.push(message)
        unanswered.push(message)
        await opened
        far.send(`${data}`)
      })
      far.on('message', (data) => {
        const message = unanswered.shift()
        if (message) message.answer = `${data}`
        near.send(`${data}`)
      })
      near.on('close', () => far.close())
      far.on('close', () => near.close())
      far.on('error', () => near.terminate())
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const proxy: RecordingProxy = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sent,
    isDown: false,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return proxy
}

/** The text of what was sent, inflated where it was packed. */
export const textOf = ({ body, isGzipped }: Sent): string => `${isGzipped ? gunzipSync(body) : body}`

const headOf = ({ method, url, rawHeaders }: IncomingMessage) => [method, url, ...rawHeaders].join('\n')

const passedOn = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) =>
        typeof value === 'string' && /^(content-(type|encoding)|origin|access-control-.*)$/.test(name),
    ),
  ) as Record<string, string>
