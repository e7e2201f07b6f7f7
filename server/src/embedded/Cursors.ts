import { randomBytes } from 'node:crypto'
import { CommandError } from './errors.js'

/** Documents that are handed out in batches. */
export interface Batches {
  /**
   * The next documents: at least one if there is any, no more than `limit`, and not more than a message holds.
   */
  next(limit: number): Promise<Buffer[]>
  /** Nothing is left. */
  readonly done: boolean
}

interface Cursor {
  namespace: string
  batches: Batches
  /** The connection that asked last. */
  connection: number
  usedAt: number
  busy: boolean
  timesOut: boolean
}

/** What is still to be fetched by `getMore`. A cursor ends with its connection, or when nobody asks for ten minutes. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>()
  private readonly timer: NodeJS.Timeout

  constructor(private readonly idleMs: number) {
    this.timer = setInterval(() => this.dropIdle(), Math.min(60_000, idleMs)).unref()
  }

  get size(): number {
    return this.open.size
  }

  /** Keeps what is left of an answer; 0 when nothing is. */
  keep(namespace: string, batches: Batches, connection: number, timesOut = true): bigint {
    if (batches.done) return 0n
    let id = 0n
    while (id === 0n || this.open.has(id)) id = randomBytes(8).readBigUInt64LE() >> 1n
    this.open.set(id, { namespace, batches, connection, usedAt: Date.now(), busy: false, timesOut })
    return id
  }

  /**
   * @returns the next batch, and the cursor's number or 0 when it is used up
   * @throws CommandError 43 when there is no such cursor
   */
  async next(
    id: bigint,
    namespace: string,
    limit: number,
    connection: number,
  ): Promise<{ documents: Buffer[]; id: bigint }> {
    const cursor = this.open.get(id)
    if (!cursor || cursor.namespace !== namespace)
      throw new CommandError('CursorNotFound', `cursor id ${id} not found`)
    if (cursor.busy) throw new CommandError('CursorInUse', `cursor id ${id} is already in use`)
    cursor.busy = true
    cursor.connection = connection
    try {
      const documents = await cursor.batches.next(limit)
      cursor.usedAt = Date.now()
      if (!cursor.batches.done) return { documents, id: this.open.has(id) ? id : 0n }
      this.open.delete(id)
      return { documents, id: 0n }
    } catch (error) {
      this.open.delete(id)
      throw error
    } finally {
      cursor.busy = false
    }
  }

  /** @returns whether there was one */
  kill(id: bigint, namespace: string): boolean {
    return this.open.get(id)?.namespace === namespace && this.open.delete(id)
  }

  killOf(connection: number): void {
    for (const [id, cursor] of this.open) if (cursor.connection === connection) this.open.delete(id)
  }

  close(): void {
    clearInterval(this.timer)
    this.open.clear()
  }

  private dropIdle(): void {
    const limit = Date.now() - this.idleMs
    for (const [id, cursor] of this.open)
      if (cursor.timesOut && !cursor.busy && cursor.usedAt < limit) this.open.delete(id)
  }
}
