import type { BsonValue } from '../bson/BsonValue.js'
import type { Question } from '../plan/choosePlan.js'
import { findFirst } from '../plan/findFirst.js'
import type { Store } from '../Store.js'
import type { CollectionWriter } from '../storage/CollectionWriter.js'
import { applyUpdate, idOf } from '../update/applyUpdate.js'
import type { Update } from '../update/parseUpdate.js'
import { upsertDocument } from '../update/upsertDocument.js'

/** What became of one document. */
export interface Updated {
  before: Buffer | undefined
  after: Buffer | undefined
  /** It was matched and is different now. */
  modified: boolean
  /** The `_id` of a document that was inserted. */
  upserted: BsonValue | undefined
}

/** Finds one document and changes it, or inserts one, within a write. */
export function updateOne(
  store: Store,
  writer: CollectionWriter,
  question: Question,
  update: Update,
  upsert: boolean,
): Updated {
  const found = findFirst(store.env, writer.definition, question)
  if (found) {
    const after = changeRecord(writer, found.record, found.document, update, found.position)
    return {
      before: found.document,
      after: after ?? found.document,
      modified: after !== undefined,
      upserted: undefined,
    }
  }
  if (!upsert) return { before: undefined, after: undefined, modified: false, upserted: undefined }
  const after = upsertDocument(update, question.filter)
  writer.insert(after)
  return { before: undefined, after, modified: false, upserted: idOf(after) }
}

/** @returns the document after the update, or undefined when the update changes nothing */
export function changeRecord(
  writer: CollectionWriter,
  record: number,
  before: Buffer,
  update: Update,
  position: number,
): Buffer | undefined {
  const after = applyUpdate(update, before, position)
  if (after.equals(before)) return undefined
  writer.replace(record, before, after)
  return after
}
