import type { KeyRange } from '../index/keyRanges.js'
import type { Environment } from '../storage/Environment.js'
import { endOfPrefix, numberPrefix, recordKey, recordOf } from '../storage/recordKeys.js'
import type { IndexScan, Plan } from './Plan.js'

/**
 * Sees one record that a plan leads to.
 *
 * @param read the document; not called, it is not read
 * @returns whether to go on
 */
export type RecordVisitor = (record: number, read: () => Buffer | undefined) => boolean

/** Milliseconds for which a scan may keep the thread. */
const SLICE = 8
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
        if (!this.visitEntry(key, value, scan !== undefined, visit)) return 'stopped'
        if (++visited % CHECK === 0 && performance.now() > deadline) return 'paused'
      }
    }
    return 'done'
  }

  private visitEntry(key: Buffer, value: Buffer, indexed: boolean, visit: RecordVisitor): boolean {
    if (!indexed) {
      this.documentsExamined++
      return visit(recordOf(key), () => value)
    }
    this.keysExamined++
    const record = value.readUIntBE(0, 6)
    if (this.seen) {
      if (this.seen.has(record)) return true
      this.seen.add(record)
    }
    return visit(record, () => {
      this.documentsExamined++
      return this.env.records.getBinary(recordKey(this.collection, record))
    })
  }

  private entries(
    range: KeyRange,
    scan: IndexScan | undefined,
    reverse: boolean,
  ): Iterable<{ key: Buffer; value: Buffer }> {
    const table = scan ? this.env.keys : this.env.records
    if (reverse)
      return table.getRange({
        start: this.last ?? range.end,
        end: range.start,
        reverse: true,
        exclusiveStart: true,
        inclusiveEnd: true,
      })
    return table.getRange({
      start: this.last ?? range.start,
      end: range.end,
      exclusiveStart: this.last !== undefined,
    })
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
