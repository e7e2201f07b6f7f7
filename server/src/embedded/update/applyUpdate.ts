import { BsonType, type BsonValue, documentValue } from '../bson/BsonValue.js'
import { compareValues } from '../bson/compareValues.js'
import { ArrayNode, DocumentNode, type Node, nodeValue, openNode } from '../bson/DocumentTree.js'
import { findField } from '../bson/ElementReader.js'
import { CommandError } from '../errors.js'
import type { Change, UpdateContext } from './Change.js'
import type { Update } from './parseUpdate.js'
import { elementSlot, locate, showNode } from './Slot.js'

/** MongoDB's limit of a document, and a little room above it for what the server itself adds. */
export const MAX_DOCUMENT = 16 * 1024 * 1024
const ID = Buffer.from('_id')
const MAX_STORED = MAX_DOCUMENT + 16 * 1024

/**
 * The document after an update.
 *
 * @param position what the positional operator `$` stands for, or -1
 * @throws CommandError when an operator cannot be applied, or `_id` would change
 */
export function applyUpdate(update: Update, before: Buffer, position = -1): Buffer {
  const root = DocumentNode.open(before)
  const id = idOf(before)
  const after =
    update.kind === 'replacement'
      ? replacement(update.document, id).encode()
      : change(root, update, { inserting: false, position, now: new Date() }).encode()
  requireSameId(id, idOf(after))
  requireSize(after)
  return after
}

/** Applies changes to an opened document. */
export function change(
  root: DocumentNode,
  update: Extract<Update, { kind: 'changes' }>,
  options: Pick<UpdateContext, 'inserting' | 'position' | 'now'>,
): DocumentNode {
  const context: UpdateContext = { ...options, root, arrayFilters: update.arrayFilters }
  for (const each of update.changes) {
    if (each.onInsert && !options.inserting) continue
    if (each.target) rename(root, each.parts, each.target)
    else for (const parts of concretePaths(root, each, context)) applyChange(root, parts, each, context)
  }
  return root
}

function applyChange(root: DocumentNode, parts: string[], each: Change, context: UpdateContext): void {
  const slot = locate(root, parts, each.create)
  if (slot && (each.create || slot.get() !== undefined)) each.apply(slot, context)
}

/** The paths without positional parts that a change is for. */
function concretePaths(root: DocumentNode, { parts }: Change, context: UpdateContext): string[][] {
  const at = parts.findIndex((part) => part.startsWith('$'))
  if (at === -1) return [parts]
  const head = parts.slice(0, at)
  const tail = parts.slice(at + 1)
  return positionsOf(root, head, parts[at]!, context).flatMap((position) =>
    concretePaths(root, { parts: [...head, String(position), ...tail] } as Change, context),
  )
}

function positionsOf(root: DocumentNode, head: string[], part: string, context: UpdateContext): number[] {
  if (part === '$') {
    if (context.position < 0)
      throw new CommandError(
        'BadValue',
        'The positional operator did not find the match needed from the query.',
      )
    return [context.position]
  }
  const node = locate(root, head, false)?.get()
  const path = head.join('.')
  if (node === undefined)
    throw new CommandError(
      'BadValue',
      `The path '${path}' must exist in the document in order to apply array updates.`,
    )
  const array = openNode(node)
  if (!(array instanceof ArrayNode))
    throw new CommandError(
      'BadValue',
      `Cannot apply array updates to non-array element ${head.at(-1)}: ${showNode(node)}`,
    )
  const name = part.slice(2, -1)
  const positions = array.items.map((_, i) => i)
  if (name === '') return positions
  const matches = context.arrayFilters.get(name)!
  return positions.filter((i) => matches(wrapped(name, elementSlot(array, i).get()!)))
}

/** The element as the only field of a document, which is how an array filter speaks of it. */
function wrapped(name: string, node: Node): BsonValue {
  const document = new DocumentNode()
  document.set(name, node)
  return documentValue(document.encode())
}

function rename(root: DocumentNode, from: string[], to: string[]): void {
  refuseArrays(root, from, 'source')
  const source = locate(root, from, false)
  const node = source?.get()
  if (!source || node === undefined) return
  refuseArrays(root, to, 'destination')
  source.remove()
  locate(root, to, true)!.set(node)
}

function refuseArrays(root: DocumentNode, parts: string[], which: string): void {
  for (let i = 1; i < parts.length; i++)
    if (locate(root, parts.slice(0, i), false)?.get()?.type === BsonType.array)
      throw new CommandError(
        'BadValue',
        `The ${which} field cannot be an array element, '${parts.join('.')}' in doc has an array field called '${parts[i - 1]}'`,
      )
}

/** The replacing document, under the `_id` of the one that it replaces. */
export function replacement(document: BsonValue, id: Node | undefined): DocumentNode {
  const root = DocumentNode.open(document.bytes, document.start)
  const own = root.get('_id')
  if (own !== undefined && id !== undefined && compareValues(nodeValue(own), nodeValue(id)) !== 0)
    throw new CommandError(
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${showNode(own)}`,
    )
  const kept = id ?? own
  if (kept !== undefined) putIdFirst(root, kept)
  return root
}

/** `_id` stands first in every stored document. */
export function putIdFirst(root: DocumentNode, id: Node): void {
  if (root.fields[0]?.name === '_id') {
    root.fields[0].node = id
    return
  }
  root.remove('_id')
  root.fields.unshift({ name: '_id', node: id })
}

/** The `_id` of a stored document. */
export function idOf(document: Buffer): BsonValue | undefined {
  return findField(document, 0, ID)
}

/** @throws CommandError when a document's `_id` was taken away or changed */
export function requireSameId(before: BsonValue | undefined, after: Node | undefined): void {
  if (before && (!after || compareValues(before, nodeValue(after)) !== 0))
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    )
}

export function requireSize(document: Buffer): void {
  if (document.length > MAX_STORED)
    throw new CommandError(
      'BSONObjectTooLarge',
      `BSONObj size: ${document.length} is invalid. Size must be between 0 and ${MAX_STORED}(16MB)`,
    )
}
