import { documentValue } from '../bson/BsonValue.js'
import { compileFilter } from '../query/compileFilter.js'
import type { CollectionDefinition } from '../storage/CollectionDefinition.js'
import type { Environment } from '../storage/Environment.js'
import { choosePlan, type Question } from './choosePlan.js'
import { Scan } from './Scan.js'
import { sortKey } from './Sort.js'

export interface FoundRecord {
  record: number
  document: Buffer
  /** Position of the array element that the filter matched, or -1. */
  position: number
}

/**
 * The first document that answers a question, at once: within a write, nothing can change between finding it and
 * changing it.
 */
export function findFirst(
  env: Environment,
  collection: CollectionDefinition,
  question: Question,
): FoundRecord | undefined {
  const plan = choosePlan(collection.indexes, question)
  const matches = compileFilter(question.filter)
  let best: (FoundRecord & { key: Buffer | undefined }) | undefined
  new Scan(env, collection.id, plan).run((record, candidate) => {
    const lent = candidate.peek()
    if (!lent) return true
    const found = { index: -1 }
    const value = documentValue(lent)
    if (!matches(value, found)) return true
    const { sort } = question
    const key = !plan.sorted && sort && 'fields' in sort ? sortKey(sort.fields, value) : undefined
    if (!best || (key && best.key && key.compare(best.key) < 0))
      best = { record, document: candidate.take()!, position: found.index, key }
    return !plan.sorted
  }, true)
  return best
}
