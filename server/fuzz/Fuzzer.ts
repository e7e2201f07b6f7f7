import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import type { Batch } from '@mouse-tracking/contract'
import fc from 'fast-check'
import type { TestServer } from '../test/server.js'
import { fuzzCase } from './cases.arbitrary.js'
import { type FuzzCase, SITES } from './FuzzCase.js'
import { type HttpAnswer, HttpClient } from './HttpClient.js'
import { Ledger, type Totals } from './Ledger.js'
import { SocketClient } from './SocketClient.js'

/** Cases under way at once, and sockets of each kind. */
const AT_ONCE = 24
const SOCKETS = 6
const YEARS_A_REPORT = 100
/** Bytes of an error answer. */
const MOST_PROBLEM = 600_000

/** Something that must never be; `what` was sent. */
export class FuzzFinding extends Error {
  constructor(message: string, what: FuzzCase | null) {
    super(what ? `${message}\n  ${describe(what)}` : message)
  }
}

export interface RoundResult {
  cases: number
  accepted: number
  statuses: Record<string, number>
}

/** Throws cases at a running server, and holds it to account. */
export class Fuzzer {
  private readonly http: HttpClient
  private readonly ingest: SocketClient[]
  private readonly live: SocketClient[]
  private ledger = new Ledger()
  private made = new Set<string>()
  private statuses: Record<string, number> = {}
  private asked = 0

  constructor(private readonly server: TestServer) {
    const ws = server.url.replace('http', 'ws')
    this.http = new HttpClient(server.url)
    const many = (url: string, hello?: string) =>
      Array.from({ length: SOCKETS }, () => new SocketClient(url, hello))
    this.ingest = many(`${ws}/ws/tracking`)
    this.live = many(`${ws}/ws/reports`, JSON.stringify({ token: server.adminKey }))
  }

  /**
   * Runs as many cases on fresh sites, checks the books, and removes the sites.
   * @throws FuzzFinding for anything that must never be.
   */
  async round(seed: number, cases: number): Promise<RoundResult> {
    this.ledger = new Ledger()
    this.made = new Set(SITES)
    this.statuses = {}
    for (const id of SITES) await this.admin('POST', '/api/sites', { id })
    await this.throwAll(fc.sample(fuzzCase, { seed, numRuns: cases }))
    let accepted = 0
    for (const site of SITES) {
      accepted += await this.checkLog(site)
      await this.checkReports(site)
      await this.server.packed(site)
      await this.checkReports(site)
    }
    for (const site of this.made) await this.admin('DELETE', `/api/sites/${encodeURIComponent(site)}`)
    await this.checkNothingIsLeft()
    return { cases, accepted, statuses: this.statuses }
  }

  close() {
    this.http.close()
    for (const socket of [...this.ingest, ...this.live]) socket.close()
  }

  private async throwAll(cases: readonly FuzzCase[]) {
    const sockets = { batch: [...this.ingest], live: [...this.live] }
    /** A socket for itself: answers without an id belong to the frame before. */
    const withSocket = async <T>(kind: 'batch' | 'live', use: (socket: SocketClient) => Promise<T>) => {
      let socket = sockets[kind].pop()
      for (; !socket; socket = sockets[kind].pop()) await sleep(1)
      try {
        return await use(socket)
      } finally {
        sockets[kind].push(socket)
      }
    }
    const left = [...cases].reverse()
    const worker = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const each = next
        try {
          if (each.kind === 'batch' && each.via === 'socket')
            await withSocket('batch', (socket) => this.sendFrame(each, socket))
          else if (each.kind === 'batch') await this.sendBatch(each)
          else if (each.kind === 'live') await withSocket('live', (socket) => this.sayLive(each, socket))
          else if (each.kind === 'raw') await this.sendRaw(each)
          else await this.sendRequest(each)
        } catch (error) {
          left.length = 0
          throw error instanceof FuzzFinding ? error : new FuzzFinding(String(error), each)
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  }

  private async sendBatch(sent: Extract<FuzzCase, { kind: 'batch' }>) {
    const answer = await this.http.ask('POST', '/api/tracking/events', sent.headers, sent.body)
    this.look(answer, sent)
    if (answer.status === 202) {
      const events = this.enter(sent, sent.headers['content-encoding'] === 'gzip')
      const { accepted } = JSON.parse(answer.body.toString())
      if (accepted !== events) throw new FuzzFinding(`accepted ${accepted} of ${events} events`, sent)
    } else if (answer.status < 400) throw new FuzzFinding(`a batch was answered ${answer.status}`, sent)
    else this.expectFairness(sent, answer.status, JSON.parse(answer.body.toString()))
  }

  private async sendFrame(sent: Extract<FuzzCase, { kind: 'batch' }>, socket: SocketClient) {
    const answer = await socket.ask([sent.body])
    if ('closed' in answer) return this.count(`ws ${answer.closed}`)
    const { ack, error } = answer.message
    this.count(`ws ${error?.status ?? 'ack'}`)
    if (error) this.expectProblem(error, sent)
    if (error) this.expectFairness(sent, error.status, error)
    else if (ack === this.batchIn(sent, false).id) this.enter(sent, false)
    else throw new FuzzFinding(`acknowledged "${ack}"`, sent)
  }

  /** What the schema takes is refused for its times alone, or for being at the limits. */
  private expectFairness(
    sent: Extract<FuzzCase, { kind: 'batch' }>,
    status: number,
    { detail }: { detail: string },
  ) {
    if (!sent.isValid || (status === 403 && detail.includes(SITES[1]))) return
    if (status === 413 || /in the future|must have at most/.test(detail)) return
    throw new FuzzFinding(`a valid batch was refused: ${status} ${detail}`, sent)
  }

  private async sendRequest(sent: Extract<FuzzCase, { kind: 'request' }>) {
    const isKeyed = sent.headers.authorization !== undefined
    const headers = isKeyed
      ? sent.headers
      : { ...sent.headers, authorization: `Bearer ${this.server.adminKey}` }
    const answer = await this.http.ask(sent.method, sent.path, headers, sent.body)
    this.look(answer, sent)
    if (isKeyed && answer.status < 400) throw new FuzzFinding(`a wrong key opened it: ${answer.status}`, sent)
    if (answer.status === 201 && sent.path === '/api/sites')
      this.made.add(JSON.parse(answer.body.toString()).id)
  }

  /** Frames may go unanswered, so a last one follows whose answer tells that they were taken. */
  private async sayLive(sent: Extract<FuzzCase, { kind: 'live' }>, socket: SocketClient) {
    const id = `end-${++this.asked}`
    const answer = await socket.ask(
      [...sent.frames, JSON.stringify({ subscribe: id, report: 'none', site: SITES[0] })],
      (message) => {
        if (message.error) this.expectProblem(message.error, sent)
        return message.id === id
      },
    )
    this.count('closed' in answer ? `live ${answer.closed}` : 'live answered')
  }

  private async sendRaw(sent: Extract<FuzzCase, { kind: 'raw' }>) {
    const answer = (await this.http.raw(sent.bytes)).toString('latin1')
    const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 'nothing'
    this.count(`raw ${status}`)
    if (status === '202') throw new FuzzFinding('half a request was taken', sent)
    if (status.startsWith('5')) throw new FuzzFinding(`answered ${status}`, sent)
    // Node.js itself answers where there is no Host, or an expectation that nobody meets; without a body.
    const isNode = /\r\n\r\n(0\r\n\r\n)?$/.test(answer) && !/content-type/i.test(answer)
    if (status.startsWith('4') && !isNode && !/application\/problem\+json/.test(answer))
      throw new FuzzFinding(`answered no problem: ${answer.slice(0, 300)}`, sent)
  }

  /** What holds for every answer. */
  private look({ status, headers, body }: HttpAnswer, sent: FuzzCase) {
    this.count(String(status))
    if (status >= 500) throw new FuzzFinding(`answered ${status}: ${body.toString().slice(0, 500)}`, sent)
    if (status < 400) return
    if (body.length > MOST_PROBLEM) throw new FuzzFinding(`answered ${body.length} bytes of problem`, sent)
    if (!String(headers['content-type']).startsWith('application/problem+json'))
      throw new FuzzFinding(`${status} is no problem: ${headers['content-type']} ${body}`, sent)
    const isHead = sent.kind === 'request' && sent.method === 'HEAD'
    if (isHead) return
    const problem = JSON.parse(body.toString())
    if (problem.status !== status) throw new FuzzFinding(`${status} says ${problem.status}`, sent)
    this.expectProblem(problem, sent)
  }

  private expectProblem(problem: any, sent: FuzzCase) {
    const { type, title, status, detail, errors = [] } = problem
    const isComplete = [type, title, detail].every((text) => typeof text === 'string' && text !== '')
    const namesFields = errors.every(
      (field: any) => typeof field.path === 'string' && typeof field.message === 'string',
    )
    if (!isComplete || !namesFields) throw new FuzzFinding(`half a problem: ${JSON.stringify(problem)}`, sent)
    if (status >= 500) throw new FuzzFinding(`answered ${status}: ${detail}`, sent)
  }

  private enter(sent: Extract<FuzzCase, { kind: 'batch' }>, isGzip: boolean): number {
    return this.ledger.take(this.batchIn(sent, isGzip), Date.now())
  }

  private batchIn(sent: Extract<FuzzCase, { kind: 'batch' }>, isGzip: boolean): Batch {
    return JSON.parse((isGzip ? gunzipSync(sent.body) : sent.body).toString())
  }

  /** The batch log holds every acknowledged batch, and no trace of another. */
  private async checkLog(site: string): Promise<number> {
    const stored = await this.server.store((db) =>
      db
        .collection<{ _id: string }>('batches')
        .find({ site }, { projection: { _id: 1 } })
        .toArray(),
    )
    const expected = this.ledger.batches(site)
    const extra = stored.filter(({ _id }) => !expected.has(_id))
    if (extra.length > 0) throw new FuzzFinding(`${site}: ${extra.length} refused batches are stored`, null)
    if (stored.length !== expected.size)
      throw new FuzzFinding(
        `${site}: ${expected.size - stored.length} acknowledged batches are missing`,
        null,
      )
    return stored.length
  }

  /** All that was acknowledged counts once, in whichever year it claims to be. */
  private async checkReports(site: string) {
    const counted: Totals = { views: 0, clicks: 0, rage: 0, dead: 0, errors: 0 }
    for (let year = 0; year < 2_200; year += YEARS_A_REPORT) {
      const instant = (y: number) => `${String(y).padStart(4, '0')}-01-01`
      const range = `from=${instant(year)}&to=${instant(year + YEARS_A_REPORT)}`
      const { pages } = await this.server.report(`pages?limit=10000&${range}`, site)
      for (const row of pages)
        for (const name of Object.keys(counted) as (keyof Totals)[]) counted[name] += row[name]
    }
    const expected = this.ledger.totals(site)
    if (JSON.stringify(counted) !== JSON.stringify(expected))
      throw new FuzzFinding(
        `${site} counts ${JSON.stringify(counted)} where ${JSON.stringify(expected)} was acknowledged`,
        null,
      )
  }

  private async checkNothingIsLeft() {
    const sites = { $in: [...this.made] }
    const left = await this.server.store(async (db) => {
      const counts: Record<string, number> = {}
      for (const { name } of await db.listCollections().toArray())
        counts[name] = await db.collection(name).countDocuments({ site: sites } as never)
      return counts
    })
    const names = Object.keys(left).filter((name) => left[name]! > 0)
    if (names.length > 0) throw new FuzzFinding(`removed sites are still in ${names.join(', ')}`, null)
  }

  private async admin(method: string, path: string, body?: unknown) {
    const { status, body: answer } = await this.server.admin(method, path, body)
    if (status >= 300)
      throw new FuzzFinding(`${method} ${path} answered ${status} ${JSON.stringify(answer)}`, null)
    // 202 says that it takes longer.
    if (status !== 202) return
    for (;;) {
      const { body } = await this.server.admin('GET', '/api/sites')
      if (!body.sites.some(({ id }: { id: string }) => path.endsWith(`/${id}`))) return
      await sleep(100)
    }
  }

  private count(what: string) {
    this.statuses[what] = (this.statuses[what] ?? 0) + 1
  }
}

function describe(what: FuzzCase): string {
  const text = JSON.stringify(what, (_key, value) =>
    value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  )
  return text.length > 4_000 ? `${text.slice(0, 4_000)} … (${text.length} characters)` : text
}
