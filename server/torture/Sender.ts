import { once } from 'node:events'
import type { Batch } from '@mouse-tracking/contract'
import { WebSocket } from 'ws'

/** Time (ms) after which an answer counts as lost. */
const PATIENCE = 15_000

/** Sends batches to one of the servers, over HTTP or a WebSocket that is opened anew when it is lost. */
export class Sender {
  private socket: WebSocket | null = null
  private readonly answers = new Map<string, (isStored: boolean) => void>()

  constructor(private readonly isSocket: boolean) {}

  /**
   * One attempt.
   * @returns whether the batch was acknowledged
   * @throws Error when the server refuses it for good
   */
  async attempt(url: string, batch: Batch): Promise<boolean> {
    return this.isSocket ? this.overSocket(url, batch) : this.overHttp(url, batch)
  }

  close() {
    this.socket?.terminate()
  }

  private async overHttp(url: string, batch: Batch): Promise<boolean> {
    try {
      const response = await fetch(`${url}/api/tracking/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(batch),
        signal: AbortSignal.timeout(PATIENCE),
      })
      const text = await response.text()
      // A starved machine may be late with a request, or have too many of them.
      const isPassing = response.status === 408 || response.status === 429
      if (response.status >= 400 && response.status < 500 && !isPassing)
        throw new RefusedError(`${batch.id} was refused: ${response.status} ${text}`)
      return response.status === 202
    } catch (error) {
      if (error instanceof RefusedError) throw error
      return false
    }
  }

  private async overSocket(url: string, batch: Batch): Promise<boolean> {
    try {
      const socket = await this.open(url)
      return await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => {
          this.answers.delete(batch.id)
          // What is wrong with this connection is not known; the next attempt opens another one.
          socket.terminate()
          resolve(false)
        }, PATIENCE)
        this.answers.set(batch.id, (isStored) => {
          clearTimeout(timer)
          this.answers.delete(batch.id)
          resolve(isStored)
        })
        socket.send(JSON.stringify(batch))
      })
    } catch {
      return false
    }
  }

  private async open(url: string): Promise<WebSocket> {
    if (this.socket?.readyState === WebSocket.OPEN) return this.socket
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/tracking`, { handshakeTimeout: PATIENCE })
    this.socket = socket
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const answer of this.answers.values()) answer(false)
    })
    socket.on('message', (data) => {
      const { ack, id } = JSON.parse(data.toString())
      this.answers.get(ack ?? id)?.(ack !== undefined)
    })
    await once(socket, 'open')
    return socket
  }
}

/** Refused by the server as wrong: then the test is wrong, or the server. */
export class RefusedError extends Error {}
