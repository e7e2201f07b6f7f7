import { setTimeout as sleep } from 'node:timers/promises'
import { cellOf, PAGES } from './traffic.js'

/** Reads reports as an analyst would, and waits for what is pending. */
export class Reports {
  constructor(
    readonly url: string,
    private readonly adminKey: string,
    /** Longest time (ms) that something may stay pending when nothing is broken. */
    private readonly patience = 180_000,
  ) {}

  async ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.adminKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  /** A report once it holds all that was acknowledged. */
  async report(path: string, site: string, body?: unknown): Promise<any> {
    const deadline = performance.now() + this.patience
    for (;;) {
      const answer = await this.ask(body ? 'POST' : 'GET', `/api/sites/${site}/${path}`, body).catch(
        (error) => ({
          status: 0,
          body: error.message,
        }),
      )
      if (answer.status >= 200 && answer.status < 300 && answer.body.pending === 0) return answer.body
      if (performance.now() > deadline)
        throw new Error(
          `${path} is not there after ${this.patience / 1_000} s: ${JSON.stringify(answer).slice(0, 500)}`,
        )
      await sleep(250)
    }
  }

  /** How often each batch is counted, by its number: the value of its own cell in the heatmaps of a layer. */
  async counted(site: string, layer: 'click' | 'move'): Promise<Map<number, number>> {
    const numbers = new Map<number, number>()
    for (const page of PAGES) {
      const { points } = await this.report(`heatmap?page=${encodeURIComponent(page)}&layer=${layer}`, site)
      for (const [column, row, value] of points as [number, number, number][]) {
        const n = row * 200 + column
        // Every batch rests for half a second in its cell.
        const times = layer === 'move' ? value * 2 : value
        numbers.set(n, (numbers.get(n) ?? 0) + times)
      }
    }
    return numbers
  }
}

/** For messages: where to look for a batch. */
export function nameOf(n: number): string {
  const [column, row] = cellOf(n)
  return `batch-${n} (cell ${column}, ${row})`
}
