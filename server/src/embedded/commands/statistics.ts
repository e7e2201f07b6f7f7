import { CommandError } from '../errors.js'
import type { Store } from '../Store.js'
import { Statistics } from '../storage/Statistics.js'
import { type Answer, answer, type Command, namespaceOf, readArguments } from './Command.js'

export function collStats(store: Store, command: Command): Answer {
  const { scale } = readArguments(command, { scale: 'integer' })
  const by = scaleBy(scale)
  const namespace = namespaceOf(command)
  const collection = store.catalog.find(namespace)
  const statistics = collection ? Statistics.read(store.env, collection.id) : new Statistics()
  const indexes = collection?.indexes ?? []
  const totalIndexSize = total(statistics)
  return answer({
    ns: namespace,
    size: by(statistics.bytes),
    count: statistics.documents,
    ...(statistics.documents > 0 && { avgObjSize: Math.round(statistics.bytes / statistics.documents) }),
    storageSize: by(statistics.storageBytes),
    nindexes: indexes.length,
    totalIndexSize: by(totalIndexSize),
    totalSize: by(statistics.storageBytes + totalIndexSize),
    indexSizes: Object.fromEntries(
      indexes.map(({ id, name }) => [name, by(statistics.indexBytes.get(id) ?? 0)]),
    ),
    capped: false,
    scaleFactor: scale ?? 1,
  })
}

export function dbStats(store: Store, command: Command): Answer {
  const { scale } = readArguments(command, { scale: 'integer', freeStorage: 'integer' })
  const by = scaleBy(scale)
  const collections = store.catalog.list(command.database)
  const all = collections.map(({ id }) => Statistics.read(store.env, id))
  const sum = (of: (each: Statistics) => number) => all.reduce((result, each) => result + of(each), 0)
  const { used, file } = store.env.size()
  const objects = sum(({ documents }) => documents)
  const dataSize = sum(({ bytes }) => bytes)
  const storageSize = sum(({ storageBytes }) => storageBytes)
  const indexSize = sum(total)
  return answer({
    db: command.database,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects > 0 ? dataSize / objects : 0,
    dataSize: by(dataSize),
    storageSize: by(storageSize),
    indexes: collections.reduce((result, { indexes }) => result + indexes.length, 0),
    indexSize: by(indexSize),
    totalSize: by(storageSize + indexSize),
    scaleFactor: scale ?? 1,
    fsUsedSize: by(used),
    fsTotalSize: by(file),
  })
}

function total({ indexBytes }: Statistics): number {
  return [...indexBytes.values()].reduce((sum, each) => sum + each, 0)
}

function scaleBy(scale = 1): (bytes: number) => number {
  if (scale < 1) throw new CommandError('BadValue', 'scale has to be a number >= 1')
  return (bytes) => Math.floor(bytes / scale)
}
