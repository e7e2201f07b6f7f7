import { connect } from 'node:net'
import { decodeDocument, encodeDocument } from '../bson/BsonValue.js'
import { StoreInUseError } from '../errors.js'
import type { Environment } from './Environment.js'

const OWNER = Buffer.from('owner')

/** Who has a store open. */
export interface Owner {
  /** Drawn anew each time a store is opened. */
  token: string
  pid: number
  /** Where it listens: a socket's path, or a port on the loopback interface. */
  address: { path: string } | { port: number }
}

/**
 * Notes in the store itself that this process has it. The note is changed in a transaction, which LMDB lets only one
 * process run at a time, so that of several that start together one wins; a note left by a process that was killed is
 * recognised by its socket, on which nobody listens any more.
 *
 * @throws StoreInUseError when another process, or another store in this one, has it open
 */
export async function claimOwnership(env: Environment, owner: Owner): Promise<void> {
  for (;;) {
    const current = readOwner(env)
    if (current && current.token !== owner.token && (await isListening(current))) {
      throw new StoreInUseError(
        `${env.path} is in use by process ${current.pid}. Stop that one, or choose another DATA_DIR.`,
      )
    }
    const claimed = await env.write(() => {
      if (readOwner(env)?.token !== current?.token) return false
      env.catalog.put(OWNER, encodeDocument(owner))
      return true
    })
    if (claimed) return
  }
}

export async function releaseOwnership(env: Environment, owner: Owner): Promise<void> {
  await env.write(() => {
    if (readOwner(env)?.token === owner.token) env.catalog.remove(OWNER)
  })
}

/** For a copy of a store, whose note is of the original's owner. */
export async function forgetOwner(env: Environment): Promise<void> {
  await env.write(() => env.catalog.remove(OWNER))
}

function readOwner(env: Environment): Owner | undefined {
  const stored = env.catalog.get(OWNER)
  return stored && (decodeDocument(stored) as unknown as Owner)
}

/** A port can be another program's by now, so for it the process has to live as well. */
async function isListening({ address, pid }: Owner): Promise<boolean> {
  if ('port' in address && !isAlive(pid)) return false
  return new Promise((resolve) => {
    const socket = connect('path' in address ? address : { host: '127.0.0.1', ...address })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    // a backlog that is full belongs to somebody, too
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAGAIN'))
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
