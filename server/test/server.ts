import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { type Db, MongoClient } from 'mongodb'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const READY = /is running .* on (http:\/\/\S+)/

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

export interface Answer<T = any> {
  status: number
  headers: Headers
  body: T
}

/**
 * A real server process, on a store of its own: the built-in one in a temporary folder, or a fresh database of
 * `MONGODB_URI` (with `REDIS_URL` for its jobs) where these are set.
 */
export class TestServer {
  readonly adminKey = randomBytes(16).toString('hex')
  url = ''
  private process: ChildProcess | null = null
  private output = ''

  private constructor(private readonly env: Record<string, string>) {}

  static async start(env: Record<string, string> = {}): Promise<TestServer> {
    const server = new TestServer({
      ...(await storeEnv()),
      INGEST_RATE_LIMIT: '0',
      REPORT_RATE_LIMIT: '0',
      ...env,
    })
    await server.run()
    if (!(await server.sites()).includes('demo')) await server.admin('POST', '/api/sites', { id: 'demo' })
    return server
  }

  /** Starts the process; the store is as the last run left it. */
  async run(env: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: '0',
        ADMIN_KEY: this.adminKey,
        ...this.env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.process = child
    child.stderr!.on('data', (data) => {
      this.output += data
    })
    for await (const line of createInterface(child.stdout!)) {
      this.output += `${line}\n`
      const ready = READY.exec(line)
      if (!ready) continue
      this.url = ready[1]!
      child.stdout!.on('data', (data) => {
        this.output += data
      })
      child.stdout!.resume()
      return
    }
    // It ends by itself.
    if (!hasEnded(child)) await once(child, 'exit')
    throw new Error(`the server did not start:\n${this.output}`)
  }

  /** What it wrote to its outputs, for messages of failed tests. */
  get log() {
    return this.output
  }

  /** Its memory (bytes) that is no mapped file; undefined where the system does not tell. */
  async anonymousMemory(): Promise<number | undefined> {
    const rollup = await readFile(`/proc/${this.process!.pid}/smaps_rollup`, 'utf8').catch(() => '')
    const kib = /^Anonymous: +(\d+) kB$/m.exec(rollup)?.[1]
    return kib === undefined ? undefined : Number(kib) * 1_024
  }

  /** Ends the process. One that is asked to end has to do so in peace, whenever it is asked. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.process
    this.process = null
    if (!child || hasEnded(child)) return
    const exit = once(child, 'exit')
    child.kill(signal)
    const [code] = await exit
    if (signal === 'SIGTERM' && code !== 0)
      throw new Error(`the server ended with ${code ?? 'a signal'}:\n${this.output}`)
  }

  /** Ends the process and removes its store. */
  async stop(): Promise<void> {
    await this.kill('SIGTERM')
    if (this.env.MONGODB_URI) {
      const client = await MongoClient.connect(this.env.MONGODB_URI)
      await client.db().dropDatabase()
      await client.close()
    } else await rm(this.env.DATA_DIR!, { recursive: true, force: true })
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && {
        body:
          typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
      }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  admin(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.request(method, path, body, { authorization: `Bearer ${this.adminKey}` })
  }

  send(batch: unknown): Promise<Answer> {
    return this.request('POST', '/api/tracking/events', batch)
  }

  /** A report once it holds all that was acknowledged. */
  async report<T = any>(path: string, site = 'demo', body?: unknown): Promise<T> {
    for (let tries = 0; tries < 600; tries++) {
      const answer = await this.admin(body ? 'POST' : 'GET', `/api/sites/${site}/${path}`, body)
      if (answer.status !== 200 && answer.status !== 201)
        throw new Error(
          `${path} answered ${answer.status}: ${JSON.stringify(answer.body)}\n${this.output.slice(-2_000)}`,
        )
      if (answer.body.pending === 0) return answer.body
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`${path} stays pending:\n${this.output.slice(-4_000)}`)
  }

  /**
   * Asks for a visitor to be erased. A request that its job keeps waiting for too long is answered 202; asked again, it waits again.
   * @returns the last answer: 204 once it is done
   */
  async erase(site: string, visitor: string): Promise<Answer> {
    for (;;) {
      const answer = await this.admin('DELETE', `/api/sites/${site}/visitors/${visitor}`)
      if (answer.status !== 202) return answer
      if (!isDeepStrictEqual(answer.body, { status: 'running' }))
        throw new Error(`202 came with ${JSON.stringify(answer.body)}`)
    }
  }

  /** Waits until all data of a site is in segments and grids, and no chunk is left. */
  async packed(site: string): Promise<void> {
    await this.report('summary', site)
    const client = await MongoClient.connect(await this.storeUri())
    try {
      for (let tries = 0; tries < 1_000; tries++) {
        const left = await client
          .db()
          .collection('partitions')
          .countDocuments({ site, $expr: { $gt: ['$seq', '$packed'] } })
        if (left === 0) return
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    } finally {
      await client.close()
    }
    throw new Error(`${site} is not packed:\n${this.output.slice(-4_000)}`)
  }

  private async storeUri(): Promise<string> {
    const { MONGODB_URI, DATA_DIR } = this.env
    if (MONGODB_URI) return MONGODB_URI
    const socket = (await readdir(DATA_DIR!)).find((name) => name.endsWith('.sock'))
    return `mongodb://${encodeURIComponent(join(DATA_DIR!, socket!))}/mouse-tracking`
  }

  /** The store of the running server, straight. */
  async store<T>(use: (db: Db) => Promise<T>): Promise<T> {
    const client = await MongoClient.connect(await this.storeUri())
    try {
      return await use(client.db())
    } finally {
      await client.close()
    }
  }

  private async sites(): Promise<string[]> {
    const { body } = await this.admin('GET', '/api/sites')
    return body.sites.map(({ id }: { id: string }) => id)
  }
}

async function storeEnv(): Promise<Record<string, string>> {
  const { MONGODB_URI, REDIS_URL } = process.env
  if (!MONGODB_URI) return { DATA_DIR: await mkdtemp(join(tmpdir(), 'mouse-tracking-')) }
  const uri = new URL(MONGODB_URI)
  uri.pathname = `/mt_test_${randomBytes(6).toString('hex')}`
  return { MONGODB_URI: uri.href, ...(REDIS_URL && { REDIS_URL }) }
}
