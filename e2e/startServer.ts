import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const READY = /is running .* on (http:\/\/\S+)/
/** Ctrl-C, as a terminal takes it. */
const INTERRUPT = '\x03'

export interface StartOptions {
  /** Where the built-in store lives; default a folder of its own, which `stop` removes. */
  dataDir?: string
  env?: Record<string, string>
}

/** `npm start` as somebody at a terminal has it, on a free port. */
export class StartedServer {
  output = ''
  url = ''
  private readonly ended: Promise<number>

  private constructor(
    private readonly terminal: ChildProcess,
    readonly dataDir: string,
    private readonly ownsData: boolean,
  ) {
    this.ended = once(terminal, 'exit').then(([code]) => code)
    terminal.stdout!.on('data', (data) => {
      this.output += data
    })
  }

  /** @throws with its output when it ends before it is up. */
  static async start(options: StartOptions = {}): Promise<StartedServer> {
    const server = await StartedServer.launch(options)
    server.url = await Promise.race([server.announced(), server.endedEarly()])
    return server
  }

  /** Like `start`, without waiting for anything. */
  static async launch({ dataDir, env = {} }: StartOptions = {}): Promise<StartedServer> {
    const data = dataDir ?? (await mkdtemp(join(tmpdir(), 'mouse-tracking-e2e-')))
    // `script` gives it a terminal of its own, and hands on its exit code. `exec`, since a shell that stays would take
    // Ctrl-C too and answer 130 (dash does; bash replaces itself unasked).
    const terminal = spawn(
      'script',
      ['--quiet', '--return', '--flush', '--command', 'exec npm start', '/dev/null'],
      {
        cwd: ROOT,
        env: { ...withoutSettings(), HOST: '127.0.0.1', PORT: '0', DATA_DIR: data, ...env },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    return new StartedServer(terminal, data, dataDir === undefined)
  }

  /** Presses Ctrl-C. @returns the exit code. */
  async interrupt(): Promise<number> {
    this.terminal.stdin!.write(INTERRUPT)
    return this.ended
  }

  /** Takes its terminal away, as a crash does: it ends at once. */
  async kill(): Promise<void> {
    this.terminal.kill('SIGKILL')
    await this.ended
    // `script` is gone at once, and what ran in it when its port is free.
    while (await fetch(this.url).then(Boolean, () => false)) await setTimeout(50)
  }

  exitCode(): Promise<number> {
    return this.ended
  }

  /** Ends it and removes its data. */
  async stop(): Promise<void> {
    if (this.terminal.exitCode === null && this.terminal.signalCode === null) await this.interrupt()
    if (this.ownsData) await rm(this.dataDir, { recursive: true, force: true })
  }

  private announced(): Promise<string> {
    return new Promise((resolve) => {
      const look = () => {
        const url = READY.exec(this.output)?.[1]
        if (url) resolve(url)
      }
      this.terminal.stdout!.on('data', look)
      look()
    })
  }

  private async endedEarly(): Promise<never> {
    throw new Error(`npm start ended with ${await this.ended}:\n${this.output}`)
  }
}

/** This process's environment without what would make it another kind of server. */
function withoutSettings(): NodeJS.ProcessEnv {
  const { MONGODB_URI: _, REDIS_URL: __, ADMIN_KEY: ___, ROLE: ____, ...rest } = process.env
  return rest
}
