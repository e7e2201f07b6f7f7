import { Agent, request } from 'node:http'
import { connect } from 'node:net'

export interface HttpAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** Sends what `fetch` would not. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 })
  private readonly port: number

  constructor(url: string) {
    this.port = Number(new URL(url).port)
  }

  /** @throws when the connection ends without an answer. */
  ask(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const asked = request({
        host: '127.0.0.1',
        port: this.port,
        agent: this.agent,
        method,
        path,
        headers: { ...headers, ...(body && { 'content-length': body.length }) },
        timeout: 60_000,
      })
      let answered = false
      asked.on('response', (response) => {
        answered = true
        const parts: Buffer[] = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
        )
        response.on('error', reject)
      })
      asked.on('timeout', () => asked.destroy(new Error(`${method} ${path}: no answer in 60 s`)))
      // A server may answer and hang up before it has read all; the answer counts.
      asked.on('error', (error) => !answered && reject(error))
      asked.end(body)
    })
  }

  /** Writes bytes on a connection of its own, ends its half, and returns what came before the other half ended. */
  raw(bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = []
      const socket = connect({ host: '127.0.0.1', port: this.port, allowHalfOpen: true })
      socket.setTimeout(30_000, () => reject(new Error('a bare connection was left open for 30 s')))
      socket.on('data', (part) => parts.push(part))
      // A reset is an answer too.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => resolve(Buffer.concat(parts)))
      socket.on('end', () => socket.destroy())
      socket.end(bytes)
    })
  }

  close() {
    this.agent.destroy()
  }
}
