import { createHash } from 'node:crypto'
import { BsonType, BsonValue } from '../bson/BsonValue.js'
import { ElementReader, findField } from '../bson/ElementReader.js'
import { typeOrder, writeOrdered } from '../bson/encodeOrdered.js'
import { KeyWriter } from '../bson/KeyWriter.js'
import { CommandError } from '../errors.js'
import type { Path } from '../query/Path.js'
import type { IndexDefinition, IndexField } from './IndexDefinition.js'

/** LMDB takes keys of at most 1,978 bytes; this leaves room for the index's and the record's number. */
const MAX_KEY = 1900
/** A longer key keeps this many bytes and ends in a hash of the whole. */
export const CUT_KEY = 1024

/** The keys that a document has in an index. */
export interface DocumentKeys {
  /** Without doubles, each beginning with the index's number. */
  keys: Buffer[]
  /** Per field: whether an array was crossed. Undefined when none was. */
  multikey: boolean[] | undefined
  /** Whether one of them had to be cut. */
  cut: boolean
}

const EMPTY_ARRAY = new BsonValue(BsonType.undefined, Buffer.alloc(0), 0, 0)
const NULL_ORDER = typeOrder(BsonType.null)
const writer = new KeyWriter()

/**
 * The keys of a document in an index: none when the index is sparse or partial and leaves it out, several when a field
 * is an array.
 *
 * @throws CommandError 171 when two fields of the index hold different arrays
 */
export function indexKeys(index: IndexDefinition, document: BsonValue): DocumentKeys {
  const result: DocumentKeys = { keys: [], multikey: undefined, cut: false }
  if (index.partial && !index.partial.matches(document)) return result
  const tuples = fieldTuples(index.fields, document)
  for (const values of tuples.values) {
    if (index.sparse && values.every((value) => value === undefined)) continue
    writer.length = 0
    writer.uint32(index.id)
    values.forEach((value, i) => {
      writeField(writer, value, index.fields[i]!.descending)
    })
    const cut = writer.length - 4 > MAX_KEY
    if (cut) result.cut = true
    result.keys.push(cut ? cutKey(writer.slice()) : writer.slice())
  }
  result.multikey = tuples.multikey
  if (result.keys.length > 1) result.keys = withoutDoubles(result.keys)
  return result
}

/** Writes one field of a key; missing is stored as null. */
export function writeField(target: KeyWriter, value: BsonValue | undefined, descending: boolean): void {
  const start = target.length
  if (value === undefined) target.byte(NULL_ORDER)
  else writeOrdered(target, value)
  if (descending) target.invert(start)
}

function cutKey(key: Buffer): Buffer {
  const hash = createHash('sha256').update(key).digest()
  return Buffer.concat([key.subarray(0, 4 + CUT_KEY), hash])
}

function withoutDoubles(keys: Buffer[]): Buffer[] {
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()]
}

/** The combinations of values that a document has in some fields: one, or one per element of the array that is crossed. */
export function fieldTuples(
  fields: readonly IndexField[],
  document: BsonValue,
): { values: (BsonValue | undefined)[][]; multikey: boolean[] | undefined } {
  const crossed = fields.map(() => false)
  const values: (BsonValue | undefined)[][] = []
  expand(
    fields.map(({ path }) => resolve(path, document, 0)),
    fields,
    crossed,
    values,
  )
  return { values, multikey: crossed.includes(true) ? crossed : undefined }
}

/** How far a field could be followed: to its value, or to an array with `depth` parts of the path behind. */
type Resolved = { value: BsonValue | undefined } | { array: BsonValue; depth: number }

function resolve(path: Path, document: BsonValue, from: number): Resolved {
  let { start } = document
  for (let depth = from; ; depth++) {
    const value = findField(document.bytes, start, path.parts[depth]!.bytes)
    if (value === undefined) return { value }
    if (value.type === BsonType.array) return { array: value, depth: depth + 1 }
    if (depth === path.parts.length - 1) return { value }
    if (value.type !== BsonType.object) return { value: undefined }
    start = value.start
  }
}

function expand(
  resolved: Resolved[],
  fields: readonly IndexField[],
  crossed: boolean[],
  tuples: (BsonValue | undefined)[][],
): void {
  let array: BsonValue | undefined
  resolved.forEach((each, i) => {
    if (!('array' in each)) return
    if (array && (array.start !== each.array.start || array.end !== each.array.end))
      throw new CommandError(
        'CannotIndexParallelArrays',
        `cannot index parallel arrays [${fields.map(({ path }) => path.text).join('] [')}]`,
      )
    array = each.array
    crossed[i] = true
  })
  if (!array) {
    tuples.push(resolved.map((each) => (each as { value: BsonValue | undefined }).value))
    return
  }
  const reader = new ElementReader(array.bytes, array.start)
  let empty = true
  while (reader.next()) {
    empty = false
    const element = reader.value
    expand(
      resolved.map((each, i) => ('array' in each ? inElement(element, fields[i]!.path, each.depth) : each)),
      fields,
      crossed,
      tuples,
    )
  }
  if (!empty) return
  tuples.push(
    resolved.map((each, i) => {
      if (!('array' in each)) return each.value
      return each.depth === fields[i]!.path.parts.length ? EMPTY_ARRAY : undefined
    }),
  )
}

function inElement(element: BsonValue, path: Path, depth: number): Resolved {
  if (depth === path.parts.length) return { value: element } // an array in the array is a value
  if (element.type !== BsonType.object) return { value: undefined }
  return resolve(path, element, depth)
}
