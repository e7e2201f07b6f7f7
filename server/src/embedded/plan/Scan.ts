import type { KeyRange } from '../index/keyRanges.js'
import type { Environment } from '../storage/Environment.js'
import { endOfPrefix, numberPrefix, recordKey, recordOf } from '../storage/recordKeys.js'
import type { IndexScan, Plan } from './Plan.js'

/** A record that a plan leads to. It is read when it is asked for. */
export interface FoundDocument {
  /** The document, lent until anything else is read; undefined if it is gone. */
  peek(): Buffer | undefined
  /** The document, to keep. */
  take(): Buffer | undefined
}

/** Sees one record; returns whether to go on. */
export type RecordVisitor = (record: number, found: FoundDocument) => boolean

/** Milliseconds for which a scan may keep the thread. */
export const SLICE = 8
/** Records between looks at the clock. */
const CHECK = 64

/**
 * Follows a plan record by record. A scan can stop after any record and go on from there later, in another transaction:
 * it remembers the key that it has come to, not a snapshot, so that it holds up nobody however long it is kept.
 */
export class Scan {
  keysExamined = 0
  documentsExamined = 0
  private readonly stretches: { range: KeyRange; scan: IndexScan | undefined }[]
  private at = 0
  private last: Buffer | undefined
  private readonly seen: Set<number> | undefined

  constructor(
    private readonly env: Environment,
    private readonly collection: number,
    readonly plan: Plan,
  ) {
    this.stretches = stretchesOf(collection, plan)
    this.seen = plan.doubles ? new Set() : undefined
  }

  /**
   * Visits records until the visitor has enough, the plan is done, or the thread has been kept for long enough.
   *
   * @returns `done`, `stopped` by the visitor, or `paused` (call again to go on)
   */
  run(visit: RecordVisitor, patient = false): 'done' | 'stopped' | 'paused' {
    const deadline = patient ? Number.POSITIVE_INFINITY : performance.now() + SLICE
    let visited = 0
    for (; this.at < this.stretches.length; this.at++, this.last = undefined) {
      const { range, scan } = this.stretches[this.at]!
      const reverse = scan ? scan.reverse : this.plan.kind === 'collection' && this.plan.reverse
      for (const { key, value } of this.entries(range, scan, reverse)) {
        this.last = key
        const more = scan
          ? this.visitKey(value as number, visit)
          : this.visitDocument(recordOf(key), value as Buffer, visit)
        if (!more) return 'stopped'
        if (++visited % CHECK === 0 && performance.now() > deadline) return 'paused'
      }
    }
    return 'done'
  }

  private visitDocument(record: number, document: Buffer, visit: RecordVisitor): boolean {
    this.documentsExamined++
    return visit(record, { peek: () => document, take: () => Buffer.from(document) })
  }

  private visitKey(record: number, visit: RecordVisitor): boolean {
    this.keysExamined++
    if (this.seen) {
      if (this.seen.has(record)) return true
      this.seen.add(record)
    }
    const { records } = this.env
    const key = () => recordKey(this.collection, record)
    let lent: Buffer | undefined
    let examined = false
    const examine = () => {
      if (!examined) this.documentsExamined++
      examined = true
    }
    return visit(record, {
      peek: () => {
        examine()
        lent ??= records.get(key())
        return lent
      },
      take: () => {
        examine()
        return records.getBinary(key())
      },
    })
  }

  private entries(
    range: KeyRange,
    scan: IndexScan | undefined,
    reverse: boolean,
  ): Iterable<{ key: Buffer; value: Buffer | number }> {
    const options = reverse
      ? {
          start: this.last ?? range.end,
          end: range.start,
          reverse: true,
          exclusiveStart: true,
          inclusiveEnd: true,
        }
      : { start: this.last ?? range.start, end: range.end, exclusiveStart: this.last !== undefined }
    return scan ? this.env.keys.getRange(options) : this.env.records.getRange(options)
  }
}

function stretchesOf(collection: number, plan: Plan): { range: KeyRange; scan: IndexScan | undefined }[] {
  switch (plan.kind) {
    case 'collection':
      return [{ range: { start: numberPrefix(collection), end: endOfPrefix(collection) }, scan: undefined }]
    case 'index': {
      const stretches = plan.ranges.map((range) => ({ range, scan: plan }))
      return plan.reverse ? stretches.reverse() : stretches
    }
    case 'union':
      return plan.branches.flatMap((scan) => scan.ranges.map((range) => ({ range, scan })))
  }
}
