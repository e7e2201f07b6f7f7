import { CommandError } from '../errors.js'
import type { Store } from '../Store.js'
import { aggregate } from './aggregate.js'
import type { Answer, Command, CommandHandler } from './Command.js'
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.js'
import { count } from './count.js'
import { deleteDocuments } from './delete.js'
import { distinct } from './distinct.js'
import { explain } from './explain.js'
import { find, getMore } from './find.js'
import { findAndModify } from './findAndModify.js'
import { acknowledge, buildInfo, connectionStatus, getParameter, hello, serverStatus } from './handshake.js'
import { createIndexes, dropIndexes, listIndexes } from './indexes.js'
import { insert } from './insert.js'
import { killCursors } from './killCursors.js'
import { collStats, dbStats } from './statistics.js'
import { update } from './update.js'

const HANDLERS: ReadonlyMap<string, CommandHandler> = new Map<string, CommandHandler>(
  Object.entries({
    hello,
    isMaster: hello,
    ismaster: hello,
    ping: acknowledge,
    buildInfo,
    buildinfo: buildInfo,
    serverStatus,
    connectionStatus,
    getParameter,
    endSessions: acknowledge,
    refreshSessions: acknowledge,
    killSessions: acknowledge,
    logout: acknowledge,
    insert,
    find,
    getMore,
    killCursors,
    update,
    delete: deleteDocuments,
    findAndModify,
    findandmodify: findAndModify,
    aggregate,
    count,
    distinct,
    create,
    drop,
    dropDatabase,
    listCollections,
    listDatabases,
    createIndexes,
    listIndexes,
    dropIndexes,
    deleteIndexes: dropIndexes,
    collStats,
    collstats: collStats,
    dbStats,
    dbstats: dbStats,
    explain,
  }),
)

const TRANSACTIONS = new Set(['commitTransaction', 'abortTransaction', 'prepareTransaction'])

/** Runs a command. */
export async function runCommand(store: Store, command: Command): Promise<Answer> {
  const handler = HANDLERS.get(command.name)
  if (handler) return handler(store, command)
  if (TRANSACTIONS.has(command.name))
    throw new CommandError('IllegalOperation', `${command.name}: the embedded store has no transactions`)
  throw new CommandError('CommandNotFound', `no such command: '${command.name}'`)
}
