import type { IncomingMessage } from 'node:http'
import type { Problem, ReportMeta } from '@mouse-tracking/contract'
import { Inject, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
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
import { checked } from '../problem/checked.js'
import { badRequest, ProblemException, unauthorized } from '../problem/problem.exception.js'
import { toProblem } from '../problem/problem.filter.js'
import { REPORT_SOURCES, type ReportSource } from '../reports/reportSource.js'
import { AccessService, type Reader } from '../sites/access.service.js'
import { SitesService } from '../sites/sites.service.js'
import { Changes } from './changes.js'
import { LiveFeed } from './liveFeed.js'
import { type LiveMessage, liveMessageSchema } from './liveMessage.js'

const PATH = '/ws/reports'
/** A client that does not take what it is sent is dropped past so many bytes. */
const MOST_BUFFERED = 8 * 1_048_576
const MOST_SUBSCRIPTIONS = 50
/** Messages of one connection that may wait before it is no longer read from. */
const MOST_WAITING = 16
/** Time (ms) to say who one is. */
const PATIENCE = 10_000
const UNAUTHORIZED = 4401
const TRY_AGAIN_LATER = 1013

interface Client {
  address: string
  key: string
  reader: Reader | null
  site: string | undefined
  feeds: Map<string, { site: string; feed: LiveFeed }>
  deadline: NodeJS.Timeout
  /** Messages are taken one after the other: the token is known before the first subscription is looked at. */
  done: Promise<void>
  waiting: number
}

type Answer = { id: string; report: ReportMeta } | { id?: string; error: Problem }

/** Reports pushed as they change: `/ws/reports` of the contract. */
@WebSocketGateway({ path: PATH, maxPayload: 65_536 })
export class LiveGateway
  implements
    OnGatewayConnection<WebSocket>,
    OnGatewayDisconnect<WebSocket>,
    OnApplicationBootstrap,
    OnApplicationShutdown
{
  private readonly logger = new Logger(LiveGateway.name)
  private readonly clients = new Map<WebSocket, Client>()
  private unlisten = () => {}

  constructor(
    @Inject(REPORT_SOURCES) private readonly sources: ReportSource[],
    private readonly access: AccessService,
    private readonly sites: SitesService,
    private readonly changes: Changes,
    private readonly limits: LimitsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap() {
    this.unlisten = this.changes.listen((changed) => {
      for (const { feeds } of this.clients.values())
        for (const { site, feed } of feeds.values()) if (site === changed) feed.refresh()
    })
  }

  onApplicationShutdown() {
    this.unlisten()
    for (const socket of this.clients.keys()) this.handleDisconnect(socket)
  }

  handleConnection(socket: WebSocket, request: IncomingMessage) {
    const deadline = setTimeout(() => this.refuse(socket, 'Say {"token": "<key>"} first.'), PATIENCE)
    webSockets.inc({ path: PATH })
    this.clients.set(socket, {
      address: clientAddress(request, this.config.trustProxy),
      key: '',
      reader: null,
      site: undefined,
      feeds: new Map(),
      deadline,
      done: Promise.resolve(),
      waiting: 0,
    })
  }

  handleDisconnect(socket: WebSocket) {
    const client = this.clients.get(socket)
    this.clients.delete(socket)
    if (!client) return
    webSockets.dec({ path: PATH })
    clearTimeout(client.deadline)
    for (const { feed } of client.feeds.values()) feed.stop()
  }

  @SubscribeMessage('message')
  message(@ConnectedSocket() socket: WebSocket, @MessageBody() data: Buffer | string): void {
    const client = this.clients.get(socket)
    if (!client) return
    if (++client.waiting >= MOST_WAITING) socket.pause()
    client.done = client.done
      .then(() => this.take(socket, client, data))
      .finally(() => {
        if (--client.waiting < MOST_WAITING) socket.resume()
      })
  }

  private async take(socket: WebSocket, client: Client, data: Buffer | string): Promise<void> {
    let message: LiveMessage | undefined
    try {
      message = checked(liveMessageSchema, parse(data), 'message')
      if ('token' in message) await this.identify(socket, client, message)
      else if ('subscribe' in message) await this.subscribe(socket, client, message)
      else this.unsubscribe(client, message.unsubscribe)
    } catch (error) {
      const id = message && 'subscribe' in message ? message.subscribe : undefined
      this.report(socket, error, id)
    }
  }

  /** A later token on the same connection prolongs it. */
  private async identify(
    socket: WebSocket,
    client: Client,
    { token, site }: Extract<LiveMessage, { token: string }>,
  ) {
    client.reader = await this.limits.guess(client.address, token, () => this.access.reader(token))
    client.key = token
    client.site = client.reader.site ?? site
    clearTimeout(client.deadline)
    const left = client.reader.until - Date.now()
    // Timers take at most 2^31 - 1 ms.
    if (left < 2 ** 31)
      client.deadline = setTimeout(() => this.refuse(socket, 'The token has expired.'), left)
  }

  private async subscribe(
    socket: WebSocket,
    client: Client,
    { subscribe: id, report: name, params = {}, site }: Extract<LiveMessage, { subscribe: string }>,
  ) {
    if (!client.reader) throw unauthorized('Say {"token": "<key>"} first.')
    await this.limits.report(client.key)
    const readable = client.reader.site ?? (await this.siteFor(site ?? client.site))
    const source = this.sources.find((source) => source.name === name)
    if (!source) {
      const names = this.sources.map(({ name }) => name).join(', ')
      throw badRequest(`There is no report "${name}".`, [
        { path: 'report', message: `must be one of ${names}` },
      ])
    }
    this.unsubscribe(client, id)
    if (client.feeds.size >= MOST_SUBSCRIPTIONS)
      throw badRequest(`A connection has at most ${MOST_SUBSCRIPTIONS} reports.`)
    const feed = new LiveFeed(
      async () => {
        // A token can be revoked, by a new secret for its site, and a site be removed.
        await this.access.requireReports(client.key, readable)
        return source.report(readable, params)
      },
      (report) => this.send(socket, { id, report }),
      (error) => this.report(socket, error, id),
    )
    client.feeds.set(id, { site: readable, feed })
    feed.refresh()
  }

  /** The admin key reads every site; where there is only one, it need not be said. */
  private async siteFor(said: string | undefined): Promise<string> {
    if (said !== undefined) return (await this.sites.get(said)).id
    const sites = await this.sites.list()
    if (sites.length !== 1)
      throw badRequest('The admin key reads every site: say which one as "site".', [
        { path: 'site', message: 'is needed' },
      ])
    return sites[0]!.id
  }

  private unsubscribe(client: Client, id: string) {
    client.feeds.get(id)?.feed.stop()
    client.feeds.delete(id)
  }

  private report(socket: WebSocket, error: unknown, id: string | undefined) {
    if (!(error instanceof ProblemException)) this.logger.error(error)
    const problem = toProblem(error)
    this.send(socket, { error: problem, ...(id !== undefined && { id }) })
    if (problem.status === 401) socket.close(UNAUTHORIZED, 'unauthorized')
  }

  private refuse(socket: WebSocket, why: string) {
    this.report(socket, unauthorized(why), undefined)
  }

  private send(socket: WebSocket, answer: Answer) {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > MOST_BUFFERED) {
      socket.close(TRY_AGAIN_LATER, 'too slow')
      socket.terminate()
    } else socket.send(JSON.stringify(answer))
  }
}

function parse(data: Buffer | string): unknown {
  try {
    return JSON.parse(data.toString())
  } catch {
    throw badRequest('The message is not valid JSON.')
  }
}
