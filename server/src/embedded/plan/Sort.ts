import { type BsonValue, textOf } from '../bson/BsonValue.js'
import { ElementReader } from '../bson/ElementReader.js'
import { KeyWriter } from '../bson/KeyWriter.js'
import { integerOf } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'
import type { IndexField } from '../index/IndexDefinition.js'
import { fieldTuples, writeField } from '../index/indexKeys.js'
import { parsePath } from '../query/Path.js'

/** A sort order: fields, the first of which decides first. `$natural` is the order of insertion. */
export type Sort = { natural: 1 | -1 } | { fields: readonly IndexField[] }

/** @throws CommandError for a direction other than 1 or -1 */
export function parseSort(value: BsonValue | undefined): Sort | undefined {
  if (!value) return undefined
  const fields: IndexField[] = []
  const reader = new ElementReader(value.bytes, value.start)
  while (reader.next()) {
    const { name } = reader
    if (reader.type === 3) throw unsupported('sorting by $meta')
    const direction = integerOf(reader.value)
    if (direction !== 1 && direction !== -1)
      throw new CommandError(
        'BadValue',
        '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
      )
    if (name === '$natural') return { natural: direction }
    if (name === '' || name.startsWith('$'))
      throw new CommandError('BadValue', `FieldPath field names may not start with '$': ${name || '(empty)'}`)
    fields.push({ path: parsePath(name), descending: direction === -1 })
  }
  return fields.length > 0 ? { fields } : undefined
}

const writer = new KeyWriter()

/**
 * A key whose byte order is the sort order. An array stands for its least element when ascending and its greatest when
 * descending, which, as descending fields are turned over, is the least encoding each time.
 */
export function sortKey(fields: readonly IndexField[], document: BsonValue): Buffer {
  writer.length = 0
  for (const field of fields) {
    const candidates = fieldTuples([field], document).values
    const start = writer.length
    writeField(writer, candidates[0]![0], field.descending)
    if (candidates.length === 1) continue
    let least = writer.slice(start)
    for (const candidate of candidates.slice(1)) {
      writer.length = start
      writeField(writer, candidate[0], field.descending)
      const encoded = writer.slice(start)
      if (encoded.compare(least) < 0) least = encoded
    }
    writer.length = start
    writer.copy(least, 0, least.length)
  }
  return writer.slice()
}

export function describeSort(sort: Sort): Record<string, number> {
  if ('natural' in sort) return { $natural: sort.natural }
  return Object.fromEntries(sort.fields.map(({ path, descending }) => [path.text, descending ? -1 : 1]))
}

/** Reads `hint`: an index by name or by key, or `$natural`. */
export function parseHint(value: BsonValue | undefined): string | Sort | undefined {
  if (!value) return undefined
  return value.type === 2 ? textOf(value) : parseSort(value)
}
