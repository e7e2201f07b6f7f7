import { planPipeline } from '../aggregate/runPipeline.js'
import { BsonType } from '../bson/BsonValue.js'
import { fieldsOf } from '../bson/ElementReader.js'
import { CommandError, unsupported } from '../errors.js'
import { isMultikey } from '../index/IndexDefinition.js'
import { DocumentStream, type StreamQuestion } from '../plan/DocumentStream.js'
import type { IndexScan, Plan } from '../plan/Plan.js'
import { describeSort } from '../plan/Sort.js'
import type { Store } from '../Store.js'
import { parseAggregate } from './aggregate.js'
import { type Answer, answer, type Command, namespaceOf, readArguments } from './Command.js'
import { parseCount } from './count.js'
import { parseFind } from './find.js'
import { keyPattern } from './indexes.js'

/**
 * How a find, a count, or the leading stages of an aggregate are answered, and at what cost. The plan is run to count
 * what it looks at, unless `verbosity` is `queryPlanner`.
 */
export async function explain(store: Store, command: Command): Promise<Answer> {
  const { verbosity } = readArguments(command, { verbosity: 'string' })
  const explained = commandWithin(command)
  const { namespace, question } = questionOf(store, explained)
  const collection = store.catalog.find(namespace)
  const counting = explained.name === 'count'
  if (!collection)
    return answer({
      explainVersion: '1',
      queryPlanner: { namespace, winningPlan: { stage: 'EOF' }, rejectedPlans: [] },
      executionStats: { executionSuccess: true, nReturned: 0, totalKeysExamined: 0, totalDocsExamined: 0 },
    })
  const stream = new DocumentStream(store.env, store.catalog, collection, question)
  const queryPlanner = {
    namespace,
    winningPlan: describe(stream.plan, question, counting),
    rejectedPlans: [],
  }
  if (verbosity === 'queryPlanner') return answer({ explainVersion: '1', queryPlanner })
  const startedAt = performance.now()
  let nReturned = 0
  if (counting) nReturned = await stream.count()
  else
    await stream.read(() => {
      nReturned++
      return true
    })
  return answer({
    explainVersion: '1',
    queryPlanner,
    executionStats: {
      executionSuccess: true,
      nReturned,
      executionTimeMillis: Math.round(performance.now() - startedAt),
      totalKeysExamined: stream.keysExamined,
      totalDocsExamined: stream.documentsExamined,
      executionStages: queryPlanner.winningPlan,
    },
  })
}

function commandWithin(command: Command): Command {
  const value = command.fields.get('explain')!
  const fields = value.type === BsonType.object ? fieldsOf(value) : undefined
  const name = fields && [...fields.keys()][0]
  if (!fields || name === undefined) throw new CommandError('FailedToParse', 'explain needs a command')
  return { ...command, name, fields }
}

function questionOf(store: Store, command: Command): { namespace: string; question: StreamQuestion } {
  switch (command.name) {
    case 'find':
      return { namespace: namespaceOf(command), question: parseFind(store, command).question }
    case 'count':
      return { namespace: namespaceOf(command), question: parseCount(command) }
    case 'aggregate': {
      const { namespace, stages, hint } = parseAggregate(command)
      return { namespace, question: planPipeline(stages, hint).question }
    }
    default:
      throw unsupported(`explain of ${command.name}`)
  }
}

function describe(plan: Plan, question: StreamQuestion, counting: boolean): object {
  let stage = describeAccess(plan, counting)
  if (!plan.sorted && question.sort)
    stage = { stage: 'SORT', sortPattern: describeSort(question.sort), inputStage: stage }
  if (question.skip) stage = { stage: 'SKIP', skipAmount: question.skip, inputStage: stage }
  if (question.limit) stage = { stage: 'LIMIT', limitAmount: question.limit, inputStage: stage }
  return stage
}

function describeAccess(plan: Plan, counting: boolean): object {
  switch (plan.kind) {
    case 'collection':
      return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' }
    case 'index': {
      if (counting && plan.exact) return { ...describeIndexScan(plan), stage: 'COUNT_SCAN' }
      return { stage: 'FETCH', filtered: !plan.exact, inputStage: describeIndexScan(plan) }
    }
    case 'union':
      return {
        stage: 'FETCH',
        filtered: true,
        inputStage: { stage: 'OR', inputStages: plan.branches.map(describeIndexScan) },
      }
  }
}

function describeIndexScan({ index, reverse, ranges }: IndexScan) {
  return {
    stage: 'IXSCAN',
    keyPattern: keyPattern(index),
    indexName: index.name,
    isMultiKey: isMultikey(index),
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: reverse ? 'backward' : 'forward',
    ranges: ranges.length,
  }
}
