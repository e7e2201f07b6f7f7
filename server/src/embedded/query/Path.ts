import { BsonType, BsonValue } from '../bson/BsonValue.js'
import { ElementReader, findField } from '../bson/ElementReader.js'

/** A dotted field path, taken apart once. The empty path stands for the value itself (inside `$elemMatch`). */
export interface Path {
  readonly text: string
  readonly parts: readonly PathPart[]
}

export interface PathPart {
  readonly name: string
  readonly bytes: Buffer
  /** The part as an array position, or -1. */
  readonly index: number
}

export const SELF: Path = { text: '', parts: [] }

export function parsePath(text: string): Path {
  return { text, parts: text.split('.').map(parsePart) }
}

function parsePart(name: string): PathPart {
  return { name, bytes: Buffer.from(name), index: /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : -1 }
}

/** Whether `other` is this path or lies below it. */
export function isWithin(path: Path, other: Path): boolean {
  return path.parts.every((part, i) => other.parts[i]?.name === part.name)
}

/**
 * Sees one value that a path leads to; undefined where the path ends in nothing.
 *
 * @param position the position in the outermost array that was crossed, or -1
 * @returns true to stop
 */
export type PathVisitor = (value: BsonValue | undefined, position: number) => boolean

/**
 * Visits what a path leads to, as MongoDB's matcher does: arrays on the way are crossed (each document in them, and the
 * element that a numeric part names), and with `expand` an array at the end gives its elements and then itself.
 *
 * @returns whether the visitor stopped the walk
 */
export function visitPath(root: BsonValue, path: Path, expand: boolean, visit: PathVisitor): boolean {
  if (path.parts.length === 0) return visit(root, -1)
  return visitDocument(root.bytes, root.start, path.parts, 0, -1, expand, visit)
}

function visitDocument(
  bytes: Buffer,
  start: number,
  parts: readonly PathPart[],
  at: number,
  position: number,
  expand: boolean,
  visit: PathVisitor,
): boolean {
  const value = findField(bytes, start, parts[at]!.bytes)
  if (value === undefined) return visit(undefined, position)
  if (at === parts.length - 1) return visitEnd(value, position, expand, visit)
  if (value.type === BsonType.object)
    return visitDocument(bytes, value.start, parts, at + 1, position, expand, visit)
  if (value.type === BsonType.array)
    return visitArray(bytes, value.start, parts, at + 1, position, expand, visit)
  return visit(undefined, position)
}

function visitArray(
  bytes: Buffer,
  start: number,
  parts: readonly PathPart[],
  at: number,
  position: number,
  expand: boolean,
  visit: PathVisitor,
): boolean {
  const wanted = parts[at]!.index
  const reader = new ElementReader(bytes, start)
  for (let i = 0; reader.next(); i++) {
    const outer = position >= 0 ? position : i
    if (reader.type === BsonType.object) {
      if (visitDocument(bytes, reader.valueStart, parts, at, outer, expand, visit)) return true
    }
    if (i !== wanted) continue
    if (at === parts.length - 1) {
      if (visitEnd(reader.value, position, expand, visit)) return true
    } else if (reader.type === BsonType.object) {
      if (visitDocument(bytes, reader.valueStart, parts, at + 1, position, expand, visit)) return true
    } else if (reader.type === BsonType.array) {
      if (visitArray(bytes, reader.valueStart, parts, at + 1, position, expand, visit)) return true
    }
  }
  return false
}

function visitEnd(value: BsonValue, position: number, expand: boolean, visit: PathVisitor): boolean {
  if (expand && value.type === BsonType.array) {
    const reader = new ElementReader(value.bytes, value.start)
    for (let i = 0; reader.next(); i++) if (visit(reader.value, position >= 0 ? position : i)) return true
  }
  return visit(value, position)
}
