import { ObjectId } from 'bson'
import { BsonType, type BsonValue, encodeValue, typeName } from '../bson/BsonValue.js'
import { DocumentNode } from '../bson/DocumentTree.js'
import { ElementReader, fieldsOf, findField } from '../bson/ElementReader.js'
import { CommandError } from '../errors.js'
import { putIdFirst, requireSize } from './applyUpdate.js'

const ID = Buffer.from('_id')

/**
 * A document as it is stored: `_id` first, and made up when there is none. A document that is so already is taken as it
 * is.
 *
 * @throws CommandError for an `_id` that cannot be one, and for a document that is too large
 */
export function documentForInsert(document: Buffer): Buffer {
  requireSize(document)
  const reader = new ElementReader(document)
  if (reader.next() && reader.nameIs(ID)) {
    requireValidId(reader.value)
    return document
  }
  const root = DocumentNode.open(document)
  const id = findField(document, 0, ID) ?? encodeValue(new ObjectId())
  requireValidId(id)
  putIdFirst(root, id)
  return root.encode()
}

export function requireValidId(id: BsonValue): void {
  if (id.type === BsonType.array || id.type === BsonType.regex || id.type === BsonType.undefined)
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id.type)}`)
  if (id.type !== BsonType.object) return
  for (const name of fieldsOf(id).keys())
    if (name.startsWith('$'))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
      )
}
