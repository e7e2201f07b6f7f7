import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../Store.js'
import { Connection, type Log } from './Connection.js'

/** Where the store listens: a Unix socket, or a port on the loopback interface. */
export type Address = { path: string } | { port: number }

/** What the kernels allow for the path of a socket, with a little to spare. */
const MAX_SOCKET_PATH = 100

/** Accepts clients. */
export class Listener {
  private readonly connections = new Set<Connection>()
  /** Clients that came before there was anything to serve. */
  private waiting: Socket[] = []
  private admit: ((socket: Socket) => void) | undefined
  private lastConnection = 0

  private constructor(
    private readonly server: Server,
    readonly address: Address,
    /** Made for the socket alone. */
    private readonly ownFolder: string | null = null,
  ) {
    server.on('connection', (socket) => {
      if (this.admit) this.admit(socket)
      else this.waiting.push(socket)
    })
  }

  /**
   * Listens on a socket in `folder`; if its path would be too long for one, in a folder of its own among the temporary
   * files; and where there are no such sockets, on a free port. Clients wait until {@link serve}.
   */
  static async open(folder: string): Promise<Listener> {
    const server = createServer({ pauseOnConnect: true }) // a client may talk before it is admitted
    if (process.platform === 'win32') {
      await listen(server, { host: '127.0.0.1', port: 0 })
      return new Listener(server, { port: (server.address() as AddressInfo).port })
    }
    const name = `${randomBytes(6).toString('hex')}${SUFFIX}`
    const fits = join(folder, name).length <= MAX_SOCKET_PATH
    const ownFolder = fits ? null : await mkdtemp(join(tmpdir(), 'mouse-tracking-'))
    const path = join(ownFolder ?? folder, name)
    await listen(server, { path })
    await chmod(path, 0o600) // only who runs the server may read what it stores
    return new Listener(server, { path }, ownFolder)
  }

  get uri(): string {
    return 'path' in this.address
      ? `mongodb://${encodeURIComponent(this.address.path)}`
      : `mongodb://127.0.0.1:${this.address.port}`
  }

  serve(store: Store, log: Log): void {
    this.admit = (socket) => {
      const connection = new Connection(socket, store, ++this.lastConnection, log)
      this.connections.add(connection)
      void connection.closed.finally(() => this.connections.delete(connection))
    }
    for (const socket of this.waiting) this.admit(socket)
    this.waiting = []
  }

  /** Lets no new clients in, and the others go when their commands are done. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve))
    for (const socket of this.waiting) socket.destroy()
    await Promise.all([...this.connections].map((connection) => connection.close()))
    await closed
    // Never the data's folder, whatever it is called.
    if (this.ownFolder) await rm(this.ownFolder, { recursive: true, force: true })
  }
}

/** Drivers tell a socket by this ending. */
export const SUFFIX = '.sock'

async function listen(server: Server, options: ListenOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
