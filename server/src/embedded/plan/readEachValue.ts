import { type BsonValue, documentValue } from '../bson/BsonValue.js'
import { KeyWriter } from '../bson/KeyWriter.js'
import type { IndexDefinition } from '../index/IndexDefinition.js'
import { successor } from '../index/Interval.js'
import { writeField } from '../index/indexKeys.js'
import { indexPrefix } from '../index/keyRanges.js'
import { type Path, visitPath } from '../query/Path.js'
import type { Store } from '../Store.js'
import type { CollectionDefinition } from '../storage/CollectionDefinition.js'
import { endOfPrefix, recordKey } from '../storage/recordKeys.js'
import { nextTurn } from './DocumentStream.js'
import { SLICE } from './Scan.js'

/**
 * Visits a document of each value that a field has, leaping from value to value in an index that begins with the field.
 * Those without the field are filed where null is, and are visited each.
 *
 * @param visit sees the document while nothing else is read
 * @returns false when there is no such index (any more): some values may not have been visited
 */
export async function readEachValue(
  { env, catalog }: Pick<Store, 'env' | 'catalog'>,
  { id, namespace }: CollectionDefinition,
  path: Path,
  visit: (document: Buffer) => void,
): Promise<boolean> {
  const index = indexFor(catalog.find(namespace), path)
  if (!index) return false
  const end = endOfPrefix(index.id)
  let next = { start: indexPrefix(index), exclusiveStart: false }
  for (let deadline = performance.now() + SLICE; ; ) {
    const [entry] = env.keys.getRange({ ...next, end, limit: 1 })
    if (!entry) return true
    const document = env.records.get(recordKey(id, entry.value))!
    visit(document)
    const value = valueAt(documentValue(document), path)
    next = value
      ? { start: afterValue(index, value), exclusiveStart: false }
      : { start: entry.key, exclusiveStart: true }
    if (performance.now() < deadline) continue
    await nextTurn()
    if (indexFor(catalog.find(namespace), path)?.id !== index.id) return false
    deadline = performance.now() + SLICE
  }
}

/** An index by whose keys every value of a field can be told. */
function indexFor(collection: CollectionDefinition | undefined, path: Path): IndexDefinition | undefined {
  return collection?.indexes.find(
    ({ fields, building, partial, longKeys, multikey }) =>
      fields[0]!.path.text === path.text && !building && !partial && !longKeys && !multikey[0],
  )
}

function valueAt(document: BsonValue, path: Path): BsonValue | undefined {
  let found: BsonValue | undefined
  visitPath(document, path, false, (value) => {
    found = value
    return true
  })
  return found
}

const writer = new KeyWriter()

/** Where the keys of the next value begin. */
function afterValue(index: IndexDefinition, value: BsonValue): Buffer {
  writer.length = 0
  writer.uint32(index.id)
  writeField(writer, value, index.fields[0]!.descending)
  return successor(writer.slice())
}
