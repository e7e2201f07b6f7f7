import { compileExpression } from '../aggregate/expressions.js'
import { type BsonValue, decodeValue, documentValue } from '../bson/BsonValue.js'
import { fieldsOf } from '../bson/ElementReader.js'
import { CommandError } from '../errors.js'
import type { Question } from '../plan/choosePlan.js'
import { DocumentStream } from '../plan/DocumentStream.js'
import { parseHint } from '../plan/Sort.js'
import { compileFilter } from '../query/compileFilter.js'
import { parseFilter } from '../query/parseFilter.js'
import { type Store, writeInSlices } from '../Store.js'
import { validateNamespace } from '../storage/Catalog.js'
import { recordKey } from '../storage/recordKeys.js'
import { parseUpdate, type Update } from '../update/parseUpdate.js'
import {
  type Answer,
  answer,
  type Command,
  namespaceOf,
  readArguments,
  readFields,
  refuseVariables,
} from './Command.js'
import { changeRecord, updateOne } from './updateOne.js'
import { noteError, statementsOf, type WriteError } from './writeErrors.js'

interface Statement {
  question: Question
  update: Update
  multi: boolean
  upsert: boolean
}

export async function update(store: Store, command: Command): Promise<Answer> {
  const args = readArguments(command, {
    updates: 'array',
    ordered: 'boolean',
    bypassDocumentValidation: 'boolean',
    let: 'document',
  })
  refuseVariables(command.name, args.let)
  const namespace = namespaceOf(command)
  validateNamespace(namespace)
  const bulk = new UpdateBulk(store, namespace, args.ordered ?? true)
  await bulk.run(statementsOf(command, 'updates', args.updates))
  return answer(bulk.result())
}

class UpdateBulk {
  private n = 0
  private nModified = 0
  private readonly upserted: { index: number; _id: unknown }[] = []
  private readonly writeErrors: WriteError[] = []

  constructor(
    private readonly store: Store,
    private readonly namespace: string,
    private readonly ordered: boolean,
  ) {}

  /** Statements on single documents share their writes; one on many has writes of its own. */
  async run(documents: readonly Buffer[]): Promise<void> {
    let run: { index: number; statement: Statement }[] = []
    for (let index = 0; index < documents.length && !this.ended; index++) {
      let statement: Statement | undefined
      noteError(this.writeErrors, index, () => {
        statement = parseStatement(documents[index]!)
      })
      if (!statement) {
        if (this.ordered) break
        continue
      }
      if (!statement.multi) {
        run.push({ index, statement })
        continue
      }
      await this.updateSingles(run)
      run = []
      if (!this.ended) await this.updateMany(index, statement)
    }
    await this.updateSingles(run)
  }

  result(): object {
    this.writeErrors.sort((a, b) => a.index - b.index)
    return {
      n: this.n,
      nModified: this.nModified,
      ...(this.upserted.length > 0 && { upserted: this.upserted }),
      ...(this.writeErrors.length > 0 && { writeErrors: this.writeErrors }),
    }
  }

  private get ended(): boolean {
    return this.ordered && this.writeErrors.length > 0
  }

  private async updateSingles(run: { index: number; statement: Statement }[]): Promise<void> {
    const create = run.some(({ statement }) => statement.upsert)
    await writeInSlices(this.store, this.namespace, create, run, (writer, { index, statement }) => {
      const done = noteError(this.writeErrors, index, () => {
        const { question, update, upsert } = statement
        const { before, modified, upserted } = updateOne(this.store, writer, question, update, upsert)
        if (before || upserted) this.n++
        if (modified) this.nModified++
        if (upserted) this.upserted.push({ index, _id: decodeValue(upserted) })
      })
      return done || !this.ordered
    })
  }

  /** What matches is noted first and changed then, so that a document that moves in an index is not met again. */
  private async updateMany(index: number, statement: Statement): Promise<void> {
    const { question, update } = statement
    if (update.kind === 'replacement') {
      noteError(this.writeErrors, index, () => {
        throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update')
      })
      return
    }
    const records = await matchingRecords(this.store, this.namespace, question)
    if (records.length === 0 && statement.upsert) return this.updateSingles([{ index, statement }])
    const matches = compileFilter(question.filter)
    await writeInSlices(this.store, this.namespace, false, records, (writer, record) => {
      const before = this.store.env.records.getBinary(recordKey(writer.definition.id, record))
      const found = { index: -1 }
      if (!before || !matches(documentValue(before), found)) return true
      return noteError(this.writeErrors, index, () => {
        if (changeRecord(writer, record, before, update, found.index)) this.nModified++
        this.n++
      })
    })
  }
}

/** The numbers of the records that match now. */
export async function matchingRecords(
  store: Store,
  namespace: string,
  question: Question,
): Promise<number[]> {
  const collection = store.catalog.find(namespace)
  const records: number[] = []
  if (!collection) return records
  await new DocumentStream(store.env, store.catalog, collection, question).read((_, record) => {
    records.push(record)
    return true
  }, true)
  return records
}

function parseStatement(bytes: Buffer): Statement {
  const args = readFields('update.updates', fieldsOf(documentValue(bytes)), {
    q: 'document',
    u: 'value',
    multi: 'boolean',
    upsert: 'boolean',
    arrayFilters: 'array',
    hint: 'value',
  })
  return {
    question: { filter: parseFilter(required('q', args.q), compileExpression), hint: parseHint(args.hint) },
    update: parseUpdate(required('u', args.u), args.arrayFilters),
    multi: args.multi ?? false,
    upsert: args.upsert ?? false,
  }
}

function required(name: string, value: BsonValue | undefined): BsonValue {
  if (!value)
    throw new CommandError(
      'MissingField',
      `BSON field 'update.updates.${name}' is missing but a required field`,
    )
  return value
}
