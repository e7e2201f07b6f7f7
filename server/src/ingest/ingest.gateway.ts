import type { IncomingMessage } from 'node:http'
import { LIMITS, type SocketAnswer } from '@mouse-tracking/contract'
import { Inject, Logger } from '@nestjs/common'
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets'
import type { WebSocket } from 'ws'
import type { Config } from '../config/config.js'
import { CONFIG } from '../config/config.module.js'
import { clientAddress } from '../limits/clientAddress.js'
import { LimitsService } from '../limits/limits.service.js'
import { ProblemException, tooLarge } from '../problem/problem.exception.js'
import { toProblem } from '../problem/problem.filter.js'
import { IngestService } from './ingest.service.js'

/** Batches of one connection that may be under way before it is no longer read from. */
const IN_FLIGHT = 32

interface Client {
  origin: string | undefined
  address: string
  inFlight: number
}

/** Batches over a WebSocket: one text message each, answered with its id. */
@WebSocketGateway({ path: '/ws/tracking', maxPayload: 2 * LIMITS.batchBytes })
export class IngestGateway implements OnGatewayConnection<WebSocket> {
  private readonly logger = new Logger(IngestGateway.name)
  private readonly clients = new WeakMap<WebSocket, Client>()

  constructor(
    private readonly ingest: IngestService,
    private readonly limits: LimitsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  handleConnection(socket: WebSocket, request: IncomingMessage) {
    const address = clientAddress(request, this.config.trustProxy)
    this.clients.set(socket, { origin: request.headers.origin, address, inFlight: 0 })
  }

  @SubscribeMessage('message')
  async message(
    @ConnectedSocket() socket: WebSocket,
    @MessageBody() data: Buffer | string,
  ): Promise<SocketAnswer> {
    const client = this.clients.get(socket)!
    if (++client.inFlight >= IN_FLIGHT) socket.pause()
    let id: string | undefined
    try {
      const body = Buffer.from(data as string)
      if (body.length > LIMITS.batchBytes) throw tooLarge('The batch is larger than 1 MiB.')
      const json = this.ingest.parse(body)
      id = idIn(json)
      await this.limits.ingest(client.address)
      const batch = this.ingest.validate(json)
      await this.ingest.accept(batch, client.origin)
      return { ack: batch.id }
    } catch (error) {
      if (!(error instanceof ProblemException)) this.logger.error(error)
      return { error: toProblem(error), ...(id !== undefined && { id }) }
    } finally {
      if (--client.inFlight < IN_FLIGHT) socket.resume()
    }
  }
}

/** The id of what may be wrong in every other way, so that its sender can tell which batch was refused. */
function idIn(json: unknown): string | undefined {
  const id = (json as { id?: unknown } | null)?.id
  return typeof id === 'string' && id.length <= LIMITS.idLength ? id : undefined
}
