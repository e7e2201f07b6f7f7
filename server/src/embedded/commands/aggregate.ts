import { ArrayBatches } from '../aggregate/ArrayBatches.js'
import { planPipeline, runPipeline } from '../aggregate/runPipeline.js'
import { applyStages, parsePipeline, type Stage } from '../aggregate/stages.js'
import { BsonType, encodeDocument, textOf } from '../bson/BsonValue.js'
import { fieldsOf } from '../bson/ElementReader.js'
import { integerOf } from '../bson/numbers.js'
import { CommandError, unsupported } from '../errors.js'
import { parseHint } from '../plan/Sort.js'
import type { Store } from '../Store.js'
import { type Answer, type Command, notNegative, readArguments, refuseVariables } from './Command.js'
import { cursorAnswer } from './cursorAnswer.js'
import { FIRST_BATCH } from './find.js'

export async function aggregate(store: Store, command: Command): Promise<Answer> {
  const { namespace, stages, hint, batchSize } = parseAggregate(command)
  const collection = store.catalog.find(namespace)
  const batches = collection
    ? await runPipeline(store, collection, planPipeline(stages, hint))
    : new ArrayBatches(applyStages(stages, []).map((document) => encodeDocument(document)))
  const documents = await batches.next(batchSize)
  const id = store.cursors.keep(namespace, batches, command.connection)
  return cursorAnswer('firstBatch', namespace, id, documents)
}

/** Reads an aggregate command. */
export function parseAggregate(command: Command) {
  const args = readArguments(command, {
    pipeline: 'array',
    cursor: 'document',
    hint: 'value',
    allowDiskUse: 'boolean',
    bypassDocumentValidation: 'boolean',
    explain: 'boolean',
    let: 'document',
  })
  refuseVariables(command.name, args.let)
  if (!args.pipeline)
    throw new CommandError('MissingField', "BSON field 'aggregate.pipeline' is missing but a required field")
  if (args.explain) throw unsupported('aggregate with explain; ask with the explain command')
  const stages: Stage[] = parsePipeline(args.pipeline)
  const target = command.fields.get('aggregate')!
  if (target.type !== BsonType.string) throw unsupported('an aggregation over a database')
  const wanted = args.cursor && fieldsOf(args.cursor).get('batchSize')
  return {
    namespace: `${command.database}.${textOf(target)}`,
    stages,
    hint: parseHint(args.hint),
    batchSize: notNegative('cursor.batchSize', wanted && integerOf(wanted)) ?? FIRST_BATCH,
  }
}
