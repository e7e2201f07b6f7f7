import { once } from 'node:events'
import { WebSocket } from 'ws'

/** What came of a frame: an answer, or the close code of the connection. */
export type FrameAnswer = { message: any } | { closed: number }

/** A WebSocket that is opened again when the server has had enough of it; one frame at a time. */
export class SocketClient {
  private socket: WebSocket | null = null
  private waiting: ((answer: FrameAnswer) => void) | null = null

  constructor(
    private readonly url: string,
    /** Sent first on each connection; not answered. */
    private readonly hello?: string,
  ) {}

  /**
   * Sends frames and waits for the first answer that `fits`, or the end of the connection.
   * @throws when there is neither within 60 s.
   */
  async ask(frames: (string | Buffer)[], fits: (message: any) => boolean = () => true): Promise<FrameAnswer> {
    const socket = await this.open()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.url}: no answer in 60 s`)), 60_000)
      this.waiting = (answer) => {
        if ('message' in answer && !fits(answer.message)) return
        clearTimeout(timer)
        this.waiting = null
        resolve(answer)
      }
      for (const frame of frames) if (socket.readyState === socket.OPEN) socket.send(frame)
    })
  }

  close() {
    this.socket?.terminate()
  }

  private async open(): Promise<WebSocket> {
    if (this.socket?.readyState === WebSocket.OPEN) return this.socket
    const socket = new WebSocket(this.url)
    this.socket = socket
    socket.on('error', () => socket.terminate())
    socket.on('message', (data) => this.waiting?.({ message: JSON.parse(data.toString()) }))
    socket.on('close', (closed) => this.waiting?.({ closed }))
    await once(socket, 'open')
    if (this.hello) socket.send(this.hello)
    return socket
  }
}
