import { exec } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import { Disk } from './Disk.js'
import { SlowProxy } from './SlowProxy.js'
import { Supervised } from './Supervised.js'
import { within } from './within.js'

const run = promisify(exec)
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const CLOCK = new URL('clock.mjs', import.meta.url).href

/** Time (s) that the servers have to stop. */
const PATIENCE = 300

export interface SystemOptions {
  /** Where logs and data go. */
  folder: string
  /** A real engine; without it, one server on the built-in store. */
  mongodbUri?: string
  /** Shell commands that kill and start the engine. */
  storeKill?: string
  storeStart?: string
  /** API processes and workers, each, on a real engine. */
  pairs?: number
  /** Size of the built-in store's disk. */
  diskMegabytes?: number
}

/** Servers with their store and their queue, all of them processes of their own. */
export class System {
  readonly adminKey = randomBytes(16).toString('hex')
  readonly servers: Supervised[] = []
  /** Of the servers that take events. */
  readonly urls: string[] = []
  redis: Supervised | null = null
  proxy: SlowProxy | null = null
  disk: Disk | null = null
  storeKill: (() => Promise<void>) | null = null
  private redisPort = 0
  private database = ''

  private constructor(private readonly options: SystemOptions) {}

  static async start(options: SystemOptions): Promise<System> {
    const system = new System(options)
    await mkdir(options.folder, { recursive: true })
    if (options.mongodbUri) await system.startParts(options.mongodbUri)
    else await system.startWhole()
    await Promise.all(system.servers.map((server) => server.start()))
    return system
  }

  get hasWorkers() {
    return this.redis !== null
  }

  clockFile = (name: string) => join(this.options.folder, `${name}.clock`)

  async flushRedis() {
    const client = new Redis(this.redisPort, '127.0.0.1', { retryStrategy: () => null, lazyConnect: true })
    client.on('error', () => {})
    // It may be down just now.
    await client.connect().then(
      () => client.flushall(),
      () => {},
    )
    client.disconnect()
  }

  /** Everything up, clocks right, nothing slow. */
  async heal() {
    if (this.proxy) this.proxy.delay = 0
    await this.disk?.free()
    for (const server of this.servers) {
      server.signal('SIGCONT')
      await server.whenUp()
      await writeFile(this.clockFile(server.name), '0')
      server.signal('SIGUSR2')
    }
  }

  /** Ends every server and starts it again. */
  async restart() {
    for (const server of this.servers) server.signal('SIGTERM')
    await Promise.all(this.servers.map((server) => server.whenUp()))
  }

  get crashes(): string[] {
    return this.servers.flatMap(({ crashes }) => crashes)
  }

  /** @throws Error when it does not stop in time; no process is left behind then either. */
  async stop() {
    try {
      await within(PATIENCE, 'the end of every server', this.end())
    } catch (error) {
      for (const part of [...this.servers, this.redis]) part?.signal('SIGKILL')
      throw error
    }
  }

  private async end() {
    await Promise.all(this.servers.map((server) => server.stop()))
    await this.redis?.stop()
    this.proxy?.close()
    if (this.options.mongodbUri) {
      const client = await MongoClient.connect(this.options.mongodbUri)
      await client.db(this.database).dropDatabase()
      await client.close()
    }
    await this.disk?.unmount()
    await rm(join(this.options.folder, 'data'), { recursive: true, force: true })
  }

  private async startWhole() {
    const data = join(this.options.folder, 'data')
    this.disk = await Disk.mount(data, this.options.diskMegabytes ?? 2_048)
    this.addServer('server', await freePort(), { DATA_DIR: data })
    this.urls.push(this.servers[0]!.url)
  }

  private async startParts(mongodbUri: string) {
    const { folder, storeKill, storeStart, pairs = 2 } = this.options
    const { hostname, port } = new URL(mongodbUri)
    this.proxy = await SlowProxy.to(hostname, Number(port || 27_017))
    this.database = `mt_torture_${randomBytes(4).toString('hex')}`
    this.redisPort = await freePort()
    this.redis = new Supervised({
      name: 'redis',
      command: 'redis-server',
      args: ['--bind', '127.0.0.1', '--port', String(this.redisPort), '--save', '', '--appendonly', 'no'],
      ready: /Ready to accept connections/,
      log: join(folder, 'redis.log'),
    })
    await this.redis.start()
    const stores = {
      MONGODB_URI: `mongodb://127.0.0.1:${this.proxy.port}/${this.database}?directConnection=true`,
      REDIS_URL: `redis://127.0.0.1:${this.redisPort}`,
    }
    for (const role of ['api', 'worker'])
      for (let n = 1; n <= pairs; n++)
        this.addServer(`${role}-${n}`, await freePort(), { ...stores, ROLE: role })
    this.urls.push(...this.servers.filter(({ name }) => name.startsWith('api')).map(({ url }) => url))
    if (storeKill && storeStart)
      this.storeKill = async () => {
        await run(storeKill)
        await sleep(500)
        await run(storeStart)
      }
  }

  private addServer(name: string, port: number, env: Record<string, string>) {
    this.servers.push(
      new Supervised({
        name,
        url: `http://127.0.0.1:${port}`,
        command: process.execPath,
        args: ['--import', CLOCK, MAIN],
        ready: /is running/,
        log: join(this.options.folder, `${name}.log`),
        env: {
          HOST: '127.0.0.1',
          PORT: String(port),
          ADMIN_KEY: this.adminKey,
          INGEST_RATE_LIMIT: '0',
          REPORT_RATE_LIMIT: '0',
          CLOCK_FILE: this.clockFile(name),
          ...env,
        },
      }),
    )
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
