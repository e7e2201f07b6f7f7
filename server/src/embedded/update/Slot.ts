import { BsonType, BsonValue, decodeValue } from '../bson/BsonValue.js'
import { ArrayNode, DocumentNode, type Node, nodeValue, openNode } from '../bson/DocumentTree.js'
import { CommandError } from '../errors.js'

/** A place in a document: a field, or an element of an array. */
export interface Slot {
  /** The last part of its path. */
  readonly name: string
  get(): Node | undefined
  set(node: Node): void
  /** Takes the field out; an element of an array becomes null. */
  remove(): void
}

/** More elements than this are not added to reach a position in an array. */
const MAX_FILL = 1_500_000

/**
 * Finds the place that a path without positional parts leads to, opening what lies on the way.
 *
 * @param create make what is missing on the way; otherwise the answer is undefined where the path breaks off
 * @throws CommandError 28 when `create` meets something that holds no fields
 */
export function locate(root: DocumentNode, parts: readonly string[], create: boolean): Slot | undefined {
  let container: DocumentNode | ArrayNode = root
  for (let i = 0; i < parts.length - 1; i++) {
    const slot = slotIn(container, parts[i]!, create, parts[i - 1])
    if (!slot) return undefined
    const child = slot.get()
    if (child === undefined && !create) return undefined
    const opened = child === undefined ? new DocumentNode() : openNode(child)
    if (!opened) {
      if (!create) return undefined
      throw notViable(parts[i + 1]!, parts[i]!, child!)
    }
    slot.set(opened)
    container = opened
  }
  return slotIn(container, parts.at(-1)!, create, parts.at(-2))
}

function slotIn(
  container: DocumentNode | ArrayNode,
  name: string,
  create: boolean,
  containerName: string | undefined,
): Slot | undefined {
  if (container instanceof DocumentNode)
    return {
      name,
      get: () => container.get(name),
      set: (node) => container.set(name, node),
      remove: () => container.remove(name),
    }
  if (!/^(0|[1-9]\d*)$/.test(name)) {
    if (create) throw notViable(name, containerName ?? '', container)
    return undefined
  }
  return elementSlot(container, Number(name))
}

/** The place of an element, also past the end. */
export function elementSlot({ items }: ArrayNode, position: number): Slot {
  return {
    name: String(position),
    get: () => items[position],
    set: (node) => {
      if (position - items.length > MAX_FILL)
        throw new CommandError(
          'BadValue',
          `cannot add more than ${MAX_FILL} elements to reach position ${position}`,
        )
      while (items.length < position) items.push(NULL)
      items[position] = node
    },
    remove: () => {
      if (position < items.length) items[position] = NULL
    },
  }
}

export const NULL = new BsonValue(BsonType.null, Buffer.alloc(0), 0, 0)

function notViable(field: string, name: string, node: Node): CommandError {
  return new CommandError(
    'PathNotViable',
    `Cannot create field '${field}' in element {${name}: ${showNode(node)}}`,
  )
}

/** A value as it stands in an error message. */
export function showNode(node: Node): string {
  return JSON.stringify(decodeValue(nodeValue(node))) ?? 'null'
}

/** The array in a slot opened for change; undefined when the slot is empty. */
export function openArray(slot: Slot, otherwise: (node: Node) => CommandError): ArrayNode | undefined {
  const node = slot.get()
  if (node === undefined) return undefined
  const opened = openNode(node)
  if (!(opened instanceof ArrayNode)) throw otherwise(node)
  slot.set(opened)
  return opened
}
