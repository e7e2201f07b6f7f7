import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { ProgressFile } from './progressFile.js'
import { sendBatch } from './sendBatch.js'

/** Batches under way at once. */
const LANES = 16
/** How often (ms) the progress is written down. */
const CHECKPOINT = 1_000

export interface ImportOptions {
  /** One batch as JSON a line; gzip-compressed when the name ends in `.gz`. */
  file: string
  /** The server's event endpoint. */
  url: string
  /** Sends all batches to this site, whichever they name. */
  site?: string
  /** Batches a second at most; 0: as fast as the server takes them. */
  rate: number
  /** Forget what an earlier run has done. */
  restart: boolean
  signal: AbortSignal
  onProgress: (counts: ImportCounts) => void
  /** A line that is no batch, or that the server refused. It is skipped. */
  onRefused: (line: number, why: string) => void
}

export interface ImportCounts {
  /** Lines that an earlier run has done. */
  resumedAt: number
  batches: number
  events: number
  refused: number
}

/**
 * Sends a file of batches to a server. A run that is cut short goes on where all before was answered; what is sent again
 * then counts once, since batch ids stay. `sentAt` is left out, so that old events keep their time.
 */
export async function importFile(options: ImportOptions): Promise<ImportCounts> {
  const { file, rate, signal } = options
  const progress = new ProgressFile(file)
  if (options.restart) await progress.remove()
  const counts: ImportCounts = { resumedAt: await progress.read(), batches: 0, events: 0, refused: 0 }
  const underWay = new Map<number, Promise<void>>()
  const startedAt = Date.now()
  let savedAt = startedAt
  let line = 0
  let sent = counts.resumedAt
  let failure: unknown = null

  for await (const text of linesOf(file)) {
    line++
    if (line <= counts.resumedAt || text.trim() === '') continue
    if (rate > 0)
      await sleep(Math.max(0, startedAt + (counts.batches * 1_000) / rate - Date.now()), null, {
        signal,
      }).catch(fail)
    if (failure) break
    counts.batches++
    const number = line
    sent = number
    // What failed stays in the map: the next run begins with it.
    const done = sendLine(number, text).then(() => void underWay.delete(number), fail)
    underWay.set(number, done)
    if (underWay.size >= LANES) await Promise.race(underWay.values())
    if (Date.now() - savedAt >= CHECKPOINT) {
      savedAt = Date.now()
      await progress.write(answeredUpTo())
      options.onProgress(counts)
    }
  }
  await Promise.all(underWay.values())
  if (failure) {
    await progress.write(answeredUpTo())
    throw failure
  }
  await progress.remove()
  options.onProgress(counts)
  return counts

  function fail(error: unknown) {
    failure ??= signal.aborted ? signal.reason : error
  }

  /** Every line up to this one has been answered. */
  function answeredUpTo(): number {
    return Math.min(sent, ...Array.from(underWay.keys(), (number) => number - 1))
  }

  async function sendLine(number: number, text: string) {
    let batch: Record<string, unknown>
    try {
      batch = JSON.parse(text)
    } catch (error) {
      counts.refused++
      options.onRefused(number, `not JSON: ${(error as Error).message}`)
      return
    }
    const { sentAt: _, ...kept } = batch
    const outcome = await sendBatch(
      options.url,
      options.site ? { ...kept, site: options.site } : kept,
      signal,
    )
    if (outcome.kind === 'accepted') counts.events += outcome.events
    else {
      counts.refused++
      options.onRefused(number, outcome.problem.detail)
    }
  }
}

function linesOf(file: string) {
  const bytes = createReadStream(file)
  return createInterface({
    input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes,
    crlfDelay: Infinity,
  })
}
