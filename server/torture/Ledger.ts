import type { BatchKey } from './traffic.js'

/** What is known of a batch from outside. */
export interface Entry {
  key: BatchKey
  /** The server said that it is durable. */
  isAcknowledged: boolean
  /** Its visitor, where they were erased after it was acknowledged. */
  erased?: string
}

export interface Balance {
  sent: number
  acknowledged: number
  /** Not acknowledged, and counted all the same: the answer was lost. */
  answerLost: number
  erased: number
  /** Acknowledged and not counted. */
  missing: number[]
  /** Counted more than once, whether acknowledged or not. */
  repeated: number[]
  /** Counted though their visitor was erased. */
  undead: number[]
  /** Counted and never sent. */
  invented: number[]
}

/** Every batch of a run: what was sent, what was acknowledged, and so what has to be counted. */
export class Ledger {
  private readonly entries: Entry[] = []

  /** Numbers the next batch. */
  get next(): number {
    return this.entries.length
  }

  enter(key: BatchKey): Entry {
    const entry: Entry = { key, isAcknowledged: false }
    this.entries.push(entry)
    return entry
  }

  [Symbol.iterator](): Iterator<Entry> {
    return this.entries.values()
  }

  /** @param counted how often a report counts each batch, by number */
  balance(counted: ReadonlyMap<number, number>): Balance {
    const balance: Balance = {
      sent: this.entries.length,
      acknowledged: 0,
      answerLost: 0,
      erased: 0,
      missing: [],
      repeated: [],
      undead: [],
      invented: [...counted.keys()].filter((n) => !this.entries[n]),
    }
    for (const { key, isAcknowledged, erased } of this.entries) {
      const times = counted.get(key.n) ?? 0
      if (isAcknowledged) balance.acknowledged++
      if (times > 1) balance.repeated.push(key.n)
      if (erased !== undefined) {
        balance.erased++
        if (times > 0) balance.undead.push(key.n)
      } else if (isAcknowledged && times === 0) balance.missing.push(key.n)
      else if (!isAcknowledged && times > 0) balance.answerLost++
    }
    return balance
  }
}

export function isBalanced({ missing, repeated, undead, invented }: Balance): boolean {
  return [missing, repeated, undead, invented].every(({ length }) => length === 0)
}
