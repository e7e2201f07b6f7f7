import { unsupported } from '../errors.js'
import type { Store } from '../Store.js'
import { type Answer, answer, type Command } from './Command.js'
import { MAX_STATEMENTS } from './writeErrors.js'

/** The version of MongoDB whose behaviour the store follows, and the wire version that goes with it. */
const VERSION = [7, 0, 0, 0]
const WIRE_VERSION = 21

/** MongoDB's limits of a document and a message, in bytes. */
export const MAX_DOCUMENT_SIZE = 16 * 1024 * 1024
export const MAX_MESSAGE_SIZE = 48_000_000

/** The greeting: a single server, with sessions and without transactions. */
export function hello(_store: Store, command: Command): Answer {
  const legacy = command.name !== 'hello'
  return answer({
    helloOk: true,
    [legacy ? 'ismaster' : 'isWritablePrimary']: true,
    maxBsonObjectSize: MAX_DOCUMENT_SIZE,
    maxMessageSizeBytes: MAX_MESSAGE_SIZE,
    maxWriteBatchSize: MAX_STATEMENTS,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: command.connection,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  })
}

export function buildInfo(): Answer {
  return answer({
    version: VERSION.slice(0, 3).join('.'),
    versionArray: VERSION,
    gitVersion: 'embedded',
    modules: ['embedded'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_SIZE,
    storageEngines: ['lmdb'],
  })
}

export function serverStatus(store: Store): Answer {
  const uptime = (Date.now() - store.startedAt.getTime()) / 1000
  return answer({
    host: 'localhost',
    version: VERSION.slice(0, 3).join('.'),
    process: 'embedded',
    pid: process.pid,
    uptime,
    uptimeMillis: Math.round(uptime * 1000),
    localTime: new Date(),
    metrics: { cursor: { open: { total: store.cursors.size } } },
    storageEngine: { name: 'lmdb', persistent: true },
  })
}

export function connectionStatus(): Answer {
  return answer({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } })
}

/** The one parameter that tools ask for. */
export function getParameter(_store: Store, command: Command): Answer {
  const asked = [...command.fields.keys()].filter((name) => !name.startsWith('$') && name !== 'lsid').slice(1)
  if (asked.join() !== 'featureCompatibilityVersion') throw unsupported(`getParameter ${asked.join(', ')}`)
  return answer({ featureCompatibilityVersion: { version: VERSION.slice(0, 2).join('.') } })
}

/** For commands that ask for nothing but a yes: `ping`, `endSessions` and the like. */
export function acknowledge(): Answer {
  return answer({})
}
