import { documentValue } from '../bson/BsonValue.js'
import { CommandError } from '../errors.js'
import { compileFilter, type Matcher } from '../query/compileFilter.js'
import type { Catalog } from '../storage/Catalog.js'
import type { CollectionDefinition } from '../storage/CollectionDefinition.js'
import type { Environment } from '../storage/Environment.js'
import { recordKey } from '../storage/recordKeys.js'
import { choosePlan, type Question } from './choosePlan.js'
import type { Plan } from './Plan.js'
import { type RecordVisitor, Scan } from './Scan.js'
import { type Sort, sortKey } from './Sort.js'

export interface StreamQuestion extends Question {
  skip?: number
  /** 0 for all. */
  limit?: number
}

/** Sorting in memory keeps keys, not documents; more than this is refused, as MongoDB does. */
const MAX_SORT_BYTES = 100 * 1024 * 1024

/**
 * The documents that answer a question, read piece by piece. Between pieces, and when a piece takes long, other work
 * gets its turn.
 */
export class DocumentStream {
  readonly plan: Plan
  readonly matches: Matcher
  private readonly scan: Scan
  private toSkip: number
  private left: number
  /** Record numbers in the order asked for, when an index does not give it. */
  private sorted: Iterator<number> | undefined
  private finished = false

  constructor(
    private readonly env: Environment,
    private readonly catalog: Catalog,
    private readonly collection: CollectionDefinition,
    private readonly question: StreamQuestion,
  ) {
    this.plan = choosePlan(collection.indexes, question)
    this.matches = compileFilter(question.filter)
    this.scan = new Scan(env, collection.id, this.plan)
    this.toSkip = question.skip ?? 0
    this.left = question.limit || Number.POSITIVE_INFINITY
  }

  get keysExamined(): number {
    return this.scan.keysExamined
  }

  get documentsExamined(): number {
    return this.scan.documentsExamined
  }

  /** There is nothing more to come. */
  get done(): boolean {
    return this.finished
  }

  /**
   * Hands out documents until `take` has enough or there are no more.
   *
   * @param take returns whether it wants another one
   * @param lend the documents are `take`'s until it returns only; that saves a copy
   */
  async read(take: (document: Buffer, record: number) => boolean, lend = false): Promise<void> {
    if (this.plan.sorted) {
      await this.readScan(take, lend)
      return
    }
    this.sorted ??= (await this.sortedRecords()).values()
    await this.readSorted(this.sorted, take)
  }

  /** How many documents there are; where the index tells, none is read. */
  async count(): Promise<number> {
    let count = 0
    await this.eachMatch(() => {
      count++
      return count < this.left + this.toSkip
    })
    return Math.max(0, Math.min(this.left, count - this.toSkip))
  }

  private async readScan(take: (document: Buffer, record: number) => boolean, lend: boolean): Promise<void> {
    if (this.left <= 0) this.finished = true
    if (this.finished) return
    const outcome = await this.eachMatch((record, found) => {
      if (this.toSkip > 0) {
        this.toSkip--
        return true
      }
      const document = lend ? found.peek() : found.take()
      if (!document) return true
      this.left--
      const more = take(document, record)
      if (this.left <= 0) this.finished = true
      return more && !this.finished
    })
    if (outcome === 'done') this.finished = true
  }

  /** Calls back for every record that matches, looking at it only when it has to be tested. */
  private async eachMatch(visit: RecordVisitor): Promise<'done' | 'stopped'> {
    for (;;) {
      this.requireStillThere()
      const outcome = this.scan.run((record, found) => {
        if (!this.plan.exact) {
          const document = found.peek()
          if (!document || !this.matches(documentValue(document))) return true
        }
        return visit(record, found)
      })
      if (outcome !== 'paused') return outcome
      await nextTurn()
    }
  }

  private async sortedRecords(): Promise<number[]> {
    const fields = sortFields(this.question.sort)
    const wanted = this.left + this.toSkip
    let found: { key: Buffer; record: number }[] = []
    let bytes = 0
    const arrange = () => {
      found.sort((a, b) => a.key.compare(b.key) || a.record - b.record)
      if (found.length > wanted) found = found.slice(0, wanted)
      bytes = found.reduce((sum, { key }) => sum + key.length + 64, 0)
    }
    await this.eachMatch((record, match) => {
      const document = match.peek()
      if (!document) return true
      const key = sortKey(fields, documentValue(document))
      found.push({ key, record })
      bytes += key.length + 64
      if (found.length >= wanted * 2 + 1000) arrange()
      if (bytes > MAX_SORT_BYTES)
        throw new CommandError(
          'QueryExceededMemoryLimit',
          `Sort exceeded memory limit of ${MAX_SORT_BYTES} bytes. Add an index that gives the order, or a limit.`,
        )
      return true
    })
    arrange()
    return found.slice(this.toSkip).map(({ record }) => record)
  }

  /** Documents that were changed or removed since the records were sorted are tested once more. */
  private async readSorted(
    records: Iterator<number>,
    take: (document: Buffer, record: number) => boolean,
  ): Promise<void> {
    this.requireStillThere()
    for (;;) {
      const next = records.next()
      if (next.done) break
      const document = this.env.records.getBinary(recordKey(this.collection.id, next.value))
      if (!document || !this.matches(documentValue(document))) continue
      if (!take(document, next.value)) return
    }
    this.finished = true
  }

  /** @throws CommandError when the collection or the index is gone */
  private requireStillThere(): void {
    const current = this.catalog.find(this.collection.namespace)
    const { plan } = this
    const used = plan.kind === 'index' ? [plan] : plan.kind === 'union' ? plan.branches : []
    if (
      current?.id !== this.collection.id ||
      used.some(({ index }) => !current.indexes.some(({ id }) => id === index.id))
    )
      throw new CommandError('QueryPlanKilled', 'collection or index dropped while the query was running')
  }
}

function sortFields(sort: Sort | undefined) {
  if (!sort || 'natural' in sort) throw new Error('only a sort by fields is done in memory')
  return sort.fields
}

/** Lets other work that is waiting run. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
