import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Pause (ms) before a process that ended is started again. */
const RESTART_AFTER = 300

export interface Command {
  name: string
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  /** What its output says once it is up. */
  ready: RegExp
  log: string
  /** Where it listens. */
  url?: string
}

/** A process that is started again whenever it ends, as an init system would do. */
export class Supervised {
  readonly name: string
  readonly url: string
  /** Ends that nobody asked for, once it was up. */
  readonly crashes: string[] = []
  private child: ChildProcess | null = null
  private isWanted = false
  private isUp = false
  /** A signal was sent that it may end by. */
  private isDoomed = false
  private running: Promise<void> = Promise.resolve()
  private readonly log: WriteStream
  private waiters: (() => void)[] = []

  constructor(private readonly options: Command) {
    this.name = options.name
    this.url = options.url ?? ''
    this.log = createWriteStream(options.log, { flags: 'a' })
  }

  get up() {
    return this.isUp
  }

  start(): Promise<void> {
    if (!this.isWanted) {
      this.isWanted = true
      this.running = this.supervise()
    }
    return this.whenUp()
  }

  whenUp(): Promise<void> {
    return this.isUp ? Promise.resolve() : new Promise((resolve) => this.waiters.push(resolve))
  }

  /** Sends a signal, if there is a process. */
  signal(signal: NodeJS.Signals) {
    if (signal === 'SIGKILL' || signal === 'SIGTERM') {
      this.isDoomed = true
      this.isUp = false
    }
    this.child?.kill(signal)
  }

  /** Ends it for good. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.isWanted = false
    this.signal('SIGCONT')
    this.signal(signal)
    await this.running
    this.log.end()
  }

  private async supervise() {
    while (this.isWanted) {
      await this.run()
      if (this.isWanted) await sleep(RESTART_AFTER)
    }
  }

  private async run() {
    const { command, args, env, ready } = this.options
    this.log.write(`\n── started ${new Date().toISOString()}\n`)
    this.isDoomed = false
    const child = spawn(command, args, {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    let wasUp = false
    let said = ''
    child.stderr!.on('data', (data) => this.log.write(data))
    child.stdout!.on('data', (data) => {
      this.log.write(data)
      if (wasUp) return
      said += data
      if (!ready.test(said)) return
      wasUp = true
      if (this.isDoomed) return
      this.isUp = true
      for (const resolve of this.waiters.splice(0)) resolve()
    })
    const [code, signal] = await once(child, 'exit')
    this.child = null
    this.isUp = false
    this.log.write(`── ended: ${signal ?? code}\n`)
    // One that does not get up while its store is away is started again; one that ends by itself later is broken.
    const isGraceful = signal === 'SIGKILL' || code === 0
    if (wasUp && !(this.isDoomed && isGraceful))
      this.crashes.push(`${this.name} ended with ${signal ?? code}`)
  }
}
