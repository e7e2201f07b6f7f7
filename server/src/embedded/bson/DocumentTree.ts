import { BsonType, BsonValue } from './BsonValue.js'
import { ElementReader } from './ElementReader.js'

/** A value in a tree: either untouched bytes or an opened document or array. */
export type Node = BsonValue | DocumentNode | ArrayNode

/**
 * A document opened for change, one level deep: fields that nobody opened stay the bytes they were, so that changing one
 * field of a large document copies the others and decodes none.
 */
export class DocumentNode {
  readonly type = BsonType.object
  readonly fields: { name: string; node: Node }[] = []

  static open(bytes: Buffer, start = 0): DocumentNode {
    const opened = new DocumentNode()
    const reader = new ElementReader(bytes, start)
    while (reader.next()) opened.fields.push({ name: reader.name, node: reader.value })
    return opened
  }

  get(name: string): Node | undefined {
    return this.fields.find((field) => field.name === name)?.node
  }

  /** Replaces the field in place, or appends it. */
  set(name: string, node: Node): void {
    const field = this.fields.find((each) => each.name === name)
    if (field) field.node = node
    else this.fields.push({ name, node })
  }

  remove(name: string): void {
    const at = this.fields.findIndex((field) => field.name === name)
    if (at >= 0) this.fields.splice(at, 1)
  }

  size(): number {
    let size = 5
    for (const { name, node } of this.fields) size += 2 + Buffer.byteLength(name) + nodeSize(node)
    return size
  }

  write(target: Buffer, position: number): number {
    let at = position + 4
    for (const { name, node } of this.fields) {
      target[at] = node.type
      at += 1
      at += target.write(name, at)
      target[at] = 0
      at = writeNode(node, target, at + 1)
    }
    target[at++] = 0
    target.writeInt32LE(at - position, position)
    return at
  }

  encode(): Buffer {
    const target = Buffer.allocUnsafe(this.size())
    this.write(target, 0)
    return target
  }
}

/** An array opened for change. */
export class ArrayNode {
  readonly type = BsonType.array
  readonly items: Node[] = []

  static open(bytes: Buffer, start = 0): ArrayNode {
    const opened = new ArrayNode()
    const reader = new ElementReader(bytes, start)
    while (reader.next()) opened.items.push(reader.value)
    return opened
  }

  size(): number {
    let size = 5
    for (let i = 0; i < this.items.length; i++) size += 2 + String(i).length + nodeSize(this.items[i]!)
    return size
  }

  write(target: Buffer, position: number): number {
    let at = position + 4
    for (let i = 0; i < this.items.length; i++) {
      const node = this.items[i]!
      target[at] = node.type
      at += 1
      at += target.write(String(i), at, 'latin1')
      target[at] = 0
      at = writeNode(node, target, at + 1)
    }
    target[at++] = 0
    target.writeInt32LE(at - position, position)
    return at
  }
}

/** Opens a document or array value; an opened node is returned as it is, anything else is undefined. */
export function openNode(node: Node): DocumentNode | ArrayNode | undefined {
  if (!(node instanceof BsonValue)) return node
  if (node.type === BsonType.object) return DocumentNode.open(node.bytes, node.start)
  if (node.type === BsonType.array) return ArrayNode.open(node.bytes, node.start)
  return undefined
}

/** The node as a value, encoding what was opened. */
export function nodeValue(node: Node): BsonValue {
  if (node instanceof BsonValue) return node
  const bytes = Buffer.allocUnsafe(node.size())
  node.write(bytes, 0)
  return new BsonValue(node.type, bytes, 0, bytes.length)
}

function nodeSize(node: Node): number {
  return node instanceof BsonValue ? node.end - node.start : node.size()
}

function writeNode(node: Node, target: Buffer, position: number): number {
  if (!(node instanceof BsonValue)) return node.write(target, position)
  return position + node.bytes.copy(target, position, node.start, node.end)
}
