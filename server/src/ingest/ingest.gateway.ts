import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { LIMITS, type SocketAnswer } from '@mouse-tracking/contract'
import { type BeforeApplicationShutdown, Inject, Logger } from '@nestjs/common'
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets'
import type { WebSocket } from 'ws'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { clientAddress } from '../limits/clientAddress.js'
import { LimitsService } from '../limits/limits.service.js'
import { webSockets } from '../operations/metrics.js'
import { ProblemException, tooLarge } from '../problem/problem.exception.js'
import { toProblem } from '../problem/problem.filter.js'
import { counted } from './counted.js'
import { IngestService } from './ingest.service.js'

const PATH = '/ws/tracking'
/** Batches of one connection whose answers it has not taken yet; at so many it is no longer read from. */
const IN_FLIGHT = 32
/** What clients have (ms) to say goodbye when the server goes. */
const GOODBYE = 1_000
const GOING_AWAY = 1001

interface Client {
  origin: string | undefined
  address: string
  inFlight: number
}

/** Batches over a WebSocket: one text message each, answered with its id. */
@WebSocketGateway({ path: PATH, maxPayload: 2 * LIMITS.batchBytes })
export class IngestGateway
  implements OnGatewayConnection<WebSocket>, OnGatewayDisconnect<WebSocket>, BeforeApplicationShutdown
{
  private readonly logger = new Logger(IngestGateway.name)
  private readonly clients = new Map<WebSocket, Client>()
  private isStopping = false

  constructor(
    private readonly ingest: IngestService,
    private readonly limits: LimitsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  handleConnection(socket: WebSocket, request: IncomingMessage) {
    const address = clientAddress(request, this.config.trustProxy)
    this.clients.set(socket, { origin: request.headers.origin, address, inFlight: 0 })
    webSockets.inc({ path: PATH })
  }

  handleDisconnect(socket: WebSocket) {
    if (this.clients.delete(socket)) webSockets.dec({ path: PATH })
  }

  /** Reads no more, answers what it has read, and says goodbye. */
  async beforeApplicationShutdown() {
    this.isStopping = true
    const goodbyes: Promise<unknown>[] = []
    for (const [socket, client] of this.clients) {
      socket.pause()
      while (client.inFlight > 0 && socket.readyState === socket.OPEN) await sleep(5)
      // Reading goes on, for the client's own goodbye.
      if (socket.readyState !== socket.OPEN) continue
      goodbyes.push(once(socket, 'close'))
      socket.close(GOING_AWAY, 'the server goes away')
      socket.resume()
    }
    await Promise.race([Promise.all(goodbyes), sleep(GOODBYE, undefined, { ref: false })])
  }

  @SubscribeMessage('message')
  async message(@ConnectedSocket() socket: WebSocket, @MessageBody() data: Buffer | string): Promise<void> {
    const client = this.clients.get(socket)
    // What comes while the connection ends is sent again on the next one.
    if (!client || socket.readyState !== socket.OPEN) return
    if (++client.inFlight >= IN_FLIGHT) socket.pause()
    const answer = await this.answerTo(data, client)
    socket.send(JSON.stringify(answer), () => {
      if (--client.inFlight < IN_FLIGHT && !this.isStopping) socket.resume()
    })
  }

  private async answerTo(data: Buffer | string, client: Client): Promise<SocketAnswer> {
    let id: string | undefined
    try {
      return await counted(async () => {
        const body = Buffer.from(data as string)
        if (body.length > LIMITS.batchBytes) throw tooLarge('The batch is larger than 1 MiB.')
        const json = this.ingest.parse(body)
        id = idIn(json)
        await this.limits.ingest(client.address)
        await this.ingest.take(json, client.origin)
        return { ack: id! }
      })
    } catch (error) {
      if (!(error instanceof ProblemException)) this.logger.error(error)
      return { error: toProblem(error), ...(id !== undefined && { id }) }
    }
  }
}

/** The id of what may be wrong in every other way, so that its sender can tell which batch was refused. */
function idIn(json: unknown): string | undefined {
  const id = (json as { id?: unknown } | null)?.id
  return typeof id === 'string' && id.length <= LIMITS.idLength ? id : undefined
}
