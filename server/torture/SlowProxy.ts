import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'

/** A TCP proxy before a store, which can be slow, or cut all its connections. */
export class SlowProxy {
  /** How long (ms) each piece of data is held back, in each direction. */
  delay = 0
  private readonly sockets = new Set<Socket>()

  private constructor(private readonly server: Server) {}

  static async to(host: string, port: number): Promise<SlowProxy> {
    const server = createServer()
    const proxy = new SlowProxy(server)
    server.on('connection', (client) => proxy.join(client, connect(port, host)))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return proxy
  }

  get port() {
    return (this.server.address() as AddressInfo).port
  }

  cut() {
    for (const socket of this.sockets) socket.destroy()
  }

  close() {
    this.server.close()
    this.cut()
  }

  private join(client: Socket, store: Socket) {
    for (const [from, to] of [
      [client, store],
      [store, client],
    ] as const) {
      this.sockets.add(from)
      from.setNoDelay(true)
      from.on('error', () => {})
      from.on('close', () => {
        this.sockets.delete(from)
        to.destroy()
      })
      from.pipe(this.hold()).pipe(to)
    }
  }

  /** Holds back each piece, and with it those behind it. */
  private hold() {
    return new Transform({
      transform: (piece, _encoding, done) => {
        if (this.delay === 0) done(null, piece)
        else setTimeout(done, this.delay, null, piece)
      },
    })
  }
}
