import { createHash } from 'node:crypto'
import type { Batch } from '@mouse-tracking/contract'

/** Midnight of 1 January of the year 0, epoch ms: reports cannot ask for earlier days. */
const YEAR_0 = -62_167_219_200_000
const SKEW = 60_000

/** What the reports of a site have to add up to. */
export interface Totals {
  views: number
  clicks: number
  rage: number
  dead: number
  errors: number
}

interface Account {
  /** Digests of the ids of acknowledged batches, as the store has them. */
  batches: Set<string>
  /** Corrected start by view: one view may come in many batches. */
  views: Map<string, number>
  counts: Map<string, Totals>
}

/** Counts what the server has acknowledged, as the contract says that it counts, and by none of the server's code. */
export class Ledger {
  private readonly accounts = new Map<string, Account>()

  /** Takes an acknowledged batch. @returns the events that must have been accepted. */
  take(batch: Batch, receivedAt: number): number {
    const account = this.of(batch.site)
    const id = createHash('sha256').update(`${batch.site}/${batch.id}`).digest('base64url')
    const events = batch.views.reduce((sum, view) => sum + view.events.length, 0)
    if (account.batches.has(id)) return events
    account.batches.add(id)
    const skew = batch.sentAt === undefined ? 0 : receivedAt - batch.sentAt
    for (const { id, url, startedAt, viewport, events } of batch.views) {
      const key = JSON.stringify([batch.visitor, batch.session, id, url, startedAt, viewport])
      const start = startedAt + (Math.abs(skew) > SKEW ? skew : 0)
      account.views.set(key, Math.min(start, account.views.get(key) ?? start))
      const counts = account.counts.get(key) ?? { views: 1, clicks: 0, rage: 0, dead: 0, errors: 0 }
      for (const { type } of events) {
        if (type === 'click') counts.clicks++
        else if (type === 'rage' || type === 'dead') counts[type]++
        else if (type === 'error') counts.errors++
      }
      account.counts.set(key, counts)
    }
    return events
  }

  /** The `_id`s that the batch log must hold, and no others. */
  batches(site: string): ReadonlySet<string> {
    return this.of(site).batches
  }

  totals(site: string): Totals {
    const { views, counts } = this.of(site)
    const totals: Totals = { views: 0, clicks: 0, rage: 0, dead: 0, errors: 0 }
    for (const [key, count] of counts)
      if (views.get(key)! >= YEAR_0)
        for (const name of Object.keys(totals) as (keyof Totals)[]) totals[name] += count[name]
    return totals
  }

  private of(site: string): Account {
    let account = this.accounts.get(site)
    if (!account) {
      account = { batches: new Set(), views: new Map(), counts: new Map() }
      this.accounts.set(site, account)
    }
    return account
  }
}
