import type { IncomingMessage } from 'node:http'
import type { INestApplicationContext } from '@nestjs/common'
import { WsAdapter } from '@nestjs/platform-ws'
import type { ServerOptions, WebSocket, WebSocketServer } from 'ws'
import type { Config } from '../config/config.js'
import { clientAddress, networkOf } from '../limits/clientAddress.js'

/** How often (ms) a client is asked whether it is still there. One that has not answered by the next time is dropped. */
const HEARTBEAT = 30_000
/** Sockets of one address, as a multiple of the batches a second that it may send. */
const SOCKETS_PER_BATCH = 10

/**
 * WebSockets of both gateways. Messages are handed on as they come: both protocols are plain JSON, with no event names.
 * Dead connections are found out, and one address cannot take them all.
 */
export class SocketAdapter extends WsAdapter {
  private readonly perNetwork = new Map<string, number>()
  private readonly heartbeats = new Set<NodeJS.Timeout>()
  /** Asked, and not heard of since. */
  private readonly silent = new WeakSet<WebSocket>()

  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
  ) {
    super(app, { messageParser: (data) => ({ event: 'message', data }) })
  }

  override create(port: number, options?: ServerOptions & { namespace?: string }): WebSocketServer {
    const server = super.create(port, {
      ...options,
      verifyClient: (
        { req }: { req: IncomingMessage },
        done: (isTaken: boolean, status?: number, message?: string, headers?: Record<string, string>) => void,
      ) => {
        if (this.hasRoom(this.networkOf(req))) done(true)
        else done(false, 429, 'Too many connections from this address', { 'Retry-After': '10' })
      },
    } as never) as WebSocketServer
    server.on('connection', (socket, request) => this.count(this.networkOf(request), socket))
    const heartbeat = setInterval(() => this.lookAt(server.clients), HEARTBEAT).unref()
    this.heartbeats.add(heartbeat)
    return server
  }

  /** What a client does wrong closes its connection (`ws` does that), and is nothing for the log. */
  override bindErrorHandler(server: WebSocketServer): WebSocketServer {
    server.on('connection', (socket) => socket.on('error', () => {}))
    server.on('error', (error) => this.logger.error(error))
    return server
  }

  override async dispose(): Promise<void> {
    for (const heartbeat of this.heartbeats) clearInterval(heartbeat)
    await super.dispose()
  }

  private networkOf(request: IncomingMessage): string {
    return networkOf(clientAddress(request, this.config.trustProxy))
  }

  private hasRoom(network: string): boolean {
    const most = this.config.ingestRateLimit * SOCKETS_PER_BATCH
    return most === 0 || (this.perNetwork.get(network) ?? 0) < most
  }

  private count(network: string, socket: WebSocket) {
    this.perNetwork.set(network, (this.perNetwork.get(network) ?? 0) + 1)
    socket.on('pong', () => this.silent.delete(socket))
    socket.once('close', () => {
      const left = this.perNetwork.get(network)! - 1
      if (left > 0) this.perNetwork.set(network, left)
      else this.perNetwork.delete(network)
    })
  }

  private lookAt(clients: Iterable<WebSocket>) {
    for (const socket of clients) {
      // A paused one is not read from, pongs neither: that is the server's doing while it works, and the client's when it
      // takes no answers.
      if (this.silent.has(socket) && (!socket.isPaused || socket.bufferedAmount > 0)) socket.terminate()
      else {
        this.silent.add(socket)
        socket.ping()
      }
    }
  }
}
