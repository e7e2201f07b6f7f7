import { ObjectId } from 'bson'
import { BsonType, type BsonValue, encodeValue } from '../bson/BsonValue.js'
import { DocumentNode, nodeValue } from '../bson/DocumentTree.js'
import { CommandError } from '../errors.js'
import { conjuncts, type Filter } from '../query/Filter.js'
import { isWithin, type Path } from '../query/Path.js'
import { change, putIdFirst, replacement, requireSameId, requireSize } from './applyUpdate.js'
import { requireValidId } from './documentForInsert.js'
import type { Update } from './parseUpdate.js'
import { locate } from './Slot.js'

/** The document that an upsert inserts: what the filter says its fields are equal to, changed by the update. */
export function upsertDocument(update: Update, filter: Filter): Buffer {
  const equalities = knownValues(filter)
  let root: DocumentNode
  if (update.kind === 'replacement') {
    const id = equalities.find(({ path }) => path.text === '_id')
    root = replacement(update.document, id?.value)
  } else {
    root = new DocumentNode()
    for (const { path, value } of equalities)
      locate(
        root,
        path.parts.map(({ name }) => name),
        true,
      )!.set(value)
    const before = root.get('_id')
    const id = before && nodeValue(before)
    change(root, update, { inserting: true, position: -1, now: new Date() })
    requireSameId(id, root.get('_id'))
  }
  const id = root.get('_id') ?? encodeValue(new ObjectId())
  putIdFirst(root, id)
  requireValidId(nodeValue(id))
  const document = root.encode()
  requireSize(document)
  return document
}

function knownValues(filter: Filter): { path: Path; value: BsonValue }[] {
  const known: { path: Path; value: BsonValue }[] = []
  for (const each of equalitiesOf(filter)) {
    const other = known.find(({ path }) => isWithin(path, each.path) || isWithin(each.path, path))
    if (other)
      throw new CommandError(
        'NotSingleValueField',
        other.path.text === each.path.text
          ? `cannot infer query fields to set, path '${each.path.text}' is matched twice`
          : `cannot infer query fields to set, both paths '${each.path.text}' and '${other.path.text}' are matched`,
      )
    known.push(each)
  }
  return known
}

function equalitiesOf(filter: Filter): { path: Path; value: BsonValue }[] {
  return conjuncts(filter).flatMap((each) => {
    if (each.kind === 'or' && each.filters.length === 1) return equalitiesOf(each.filters[0]!)
    if (each.kind !== 'field' || each.predicate.op !== 'eq') return []
    if (each.predicate.operand.type === BsonType.undefined) return []
    return [{ path: each.path, value: each.predicate.operand }]
  })
}
