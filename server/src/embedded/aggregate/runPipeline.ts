import { decodeDocument, decodeValue, encodeDocument } from '../bson/BsonValue.js'
import { integerOf } from '../bson/numbers.js'
import type { Batches } from '../Cursors.js'
import { CommandError } from '../errors.js'
import { DocumentStream, nextTurn, type StreamQuestion } from '../plan/DocumentStream.js'
import { FindBatches } from '../plan/FindBatches.js'
import { parseSort } from '../plan/Sort.js'
import { EVERYTHING, type Filter } from '../query/Filter.js'
import type { Projection } from '../query/Projection.js'
import { parseFilter } from '../query/parseFilter.js'
import { parseProjection } from '../query/parseProjection.js'
import type { Store } from '../Store.js'
import type { CollectionDefinition } from '../storage/CollectionDefinition.js'
import { ArrayBatches } from './ArrayBatches.js'
import { compileExpression, type Doc, isPlain } from './expressions.js'
import { applyStages, isPlainProjection, type Stage } from './stages.js'

/** What stages that need all documents at once may hold; documents are smaller as BSON than in memory. */
const MAX_HELD_BYTES = 256 * 1024 * 1024
/** Documents that go through the first stages together. */
const CHUNK = 256

/** What of a pipeline the store answers as a find, and what is left of it. */
export interface PipelinePlan {
  question: StreamQuestion
  projection: Projection | undefined
  rest: Stage[]
}

/**
 * Splits a pipeline: its leading `$match`es, the `$sort`, `$skip` and `$limit` behind them, and a `$project` without
 * computed fields use indexes and work on bytes.
 */
export function planPipeline(stages: readonly Stage[], hint: StreamQuestion['hint']): PipelinePlan {
  const rest = [...stages]
  const take = (name: string) => (rest[0]?.name === name ? rest.shift()!.operand : undefined)
  const filters: Filter[] = []
  for (let match = take('$match'); match; match = take('$match'))
    filters.push(parseFilter(match, compileExpression))
  const sort = parseSort(take('$sort'))
  const skip = take('$skip')
  const limit = take('$limit')
  const projection =
    rest[0]?.name === '$project' && isPlainProjection(rest[0].operand) ? take('$project') : undefined
  return {
    question: {
      filter: filters.length > 0 ? { kind: 'and', filters } : EVERYTHING,
      sort,
      hint,
      skip: skip ? integerOf(skip)! : 0,
      limit: limit ? integerOf(limit)! : 0,
    },
    projection: parseProjection(projection),
    rest,
  }
}

/** Runs a planned pipeline over a collection. */
export async function runPipeline(
  store: Store,
  collection: CollectionDefinition,
  { question, projection, rest }: PipelinePlan,
): Promise<Batches> {
  const stream = new DocumentStream(store.env, store.catalog, collection, question)
  const found = new FindBatches(stream, projection)
  if (rest.length === 0) return found
  const counted = countOnly(rest)
  if (counted) {
    const count = await stream.count()
    return new ArrayBatches(count === 0 ? [] : [encodeDocument(counted(count))])
  }
  const later = rest.findIndex((stage) => !stage.single)
  const [first, second] = later === -1 ? [rest, []] : [rest.slice(0, later), rest.slice(later)]
  const held: Doc[] = []
  let bytes = 0
  while (!found.done) {
    const chunk = await found.next(CHUNK)
    for (const document of chunk) bytes += document.length
    if (bytes > MAX_HELD_BYTES)
      throw new CommandError(
        'ExceededMemoryLimit',
        `The aggregation would hold more than ${MAX_HELD_BYTES} bytes of documents in memory. Narrow it with $match or $project first.`,
      )
    held.push(...applyStages(first, chunk.map(decodeDocument)))
    await nextTurn()
  }
  return new ArrayBatches(applyStages(second, held).map((document) => encodeDocument(document)))
}

/** `{$group: {_id: <constant>, n: {$sum: 1}}}`, which is how drivers count, needs no documents. */
function countOnly(rest: readonly Stage[]): ((count: number) => Doc) | undefined {
  const [stage] = rest
  if (rest.length !== 1 || stage?.name !== '$group') return undefined
  const { _id, ...fields } = decodeValue(stage.operand) as Doc
  const [[name, value] = [], ...others] = Object.entries(fields)
  const isConstant = _id === null || typeof _id === 'number'
  if (!isConstant || name === undefined || others.length > 0) return undefined
  if (!isPlain(value) || value.$sum !== 1) return undefined
  return (count) => ({ _id, [name]: count })
}
