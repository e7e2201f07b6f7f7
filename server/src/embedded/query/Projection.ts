import { BsonType, BsonValue, documentValue } from '../bson/BsonValue.js'
import { ArrayNode, DocumentNode } from '../bson/DocumentTree.js'
import { ElementReader } from '../bson/ElementReader.js'
import type { Matcher } from './compileFilter.js'

/** A parsed projection: for each field what becomes of it. */
export interface Projection {
  /** Keep what is named, or drop it. */
  mode: 'include' | 'exclude'
  fields: ProjectionFields
  /** It names fields of the document itself alone, and asks for nothing inside of them. */
  flat: boolean
  /** It has a `.$`, so that the position of the match has to be known. */
  positional: boolean
}

export type ProjectionFields = Map<string, ProjectionField>

export type ProjectionField =
  | { kind: 'named' }
  | { kind: 'fields'; fields: ProjectionFields }
  | { kind: 'slice'; skip: number | undefined; limit: number }
  | { kind: 'elemMatch'; matches: Matcher }
  | { kind: 'position' }

/**
 * The part of a document that a projection asks for.
 *
 * @param position of the array element that the filter matched, for `.$`
 */
export function project({ mode, fields, flat }: Projection, document: Buffer, position: number): Buffer {
  if (flat) return keepFields(document, fields, mode)
  return projectDocument(documentValue(document), fields, mode, position).encode()
}

/** Fields of a document as they are, copied in as few pieces as they lie in. */
function keepFields(document: Buffer, fields: ProjectionFields, mode: Projection['mode']): Buffer {
  /** Starts and ends. */
  const pieces: number[] = []
  let length = 5
  const reader = new ElementReader(document)
  while (reader.next()) {
    if (fields.has(reader.name) !== (mode === 'include')) continue
    const start = reader.nameStart - 1
    length += reader.valueEnd - start
    if (pieces.at(-1) === start) pieces.pop()
    else pieces.push(start)
    pieces.push(reader.valueEnd)
  }
  const kept = Buffer.allocUnsafe(length)
  let at = kept.writeInt32LE(length)
  for (let i = 0; i < pieces.length; i += 2) at += document.copy(kept, at, pieces[i]!, pieces[i + 1]!)
  kept[at] = 0
  return kept
}

function projectDocument(
  document: BsonValue,
  fields: ProjectionFields,
  mode: Projection['mode'],
  position: number,
): DocumentNode {
  const result = new DocumentNode()
  const reader = new ElementReader(document.bytes, document.start)
  while (reader.next()) {
    const { name, value } = reader
    const node = projectField(value, fields.get(name), mode, position)
    if (node) result.fields.push({ name, node })
  }
  return result
}

function projectField(
  value: BsonValue,
  field: ProjectionField | undefined,
  mode: Projection['mode'],
  position: number,
): BsonValue | DocumentNode | ArrayNode | undefined {
  if (!field) return mode === 'include' ? undefined : value
  switch (field.kind) {
    case 'named':
      return mode === 'include' ? value : undefined
    case 'fields':
      return projectInside(value, field.fields, mode, position)
    case 'slice':
      return value.type === BsonType.array ? sliced(value, field.skip, field.limit) : value
    case 'elemMatch':
      return firstElement(value, field.matches)
    case 'position':
      return value.type === BsonType.array ? sliced(value, position, 1) : value
  }
}

/** Documents in arrays are projected one by one; what has no fields is dropped when fields of it were asked for. */
function projectInside(
  value: BsonValue,
  fields: ProjectionFields,
  mode: Projection['mode'],
  position: number,
): BsonValue | DocumentNode | ArrayNode | undefined {
  if (value.type === BsonType.object) return projectDocument(value, fields, mode, position)
  if (value.type !== BsonType.array) return mode === 'include' ? undefined : value
  const result = new ArrayNode()
  const reader = new ElementReader(value.bytes, value.start)
  while (reader.next()) {
    const node = projectInside(reader.value, fields, mode, position)
    if (node) result.items.push(node)
  }
  return result
}

function sliced(value: BsonValue, skip: number | undefined, limit: number): ArrayNode {
  const array = ArrayNode.open(value.bytes, value.start)
  const { length } = array.items
  const result = new ArrayNode()
  if (skip === undefined)
    result.items.push(...(limit >= 0 ? array.items.slice(0, limit) : array.items.slice(limit)))
  else {
    const start = skip >= 0 ? skip : Math.max(0, length + skip)
    result.items.push(...array.items.slice(start, start + limit))
  }
  return result
}

function firstElement(value: BsonValue, matches: Matcher): ArrayNode | undefined {
  if (value.type !== BsonType.array) return undefined
  const reader = new ElementReader(value.bytes, value.start)
  while (reader.next()) {
    const element = reader.value
    if (!matches(element)) continue
    const result = new ArrayNode()
    result.items.push(element)
    return result
  }
  return undefined
}
