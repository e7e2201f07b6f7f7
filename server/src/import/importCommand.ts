import { parseArgs } from 'node:util'
import { type ImportCounts, importFile } from './importFile.js'

export const IMPORT_USAGE = `mouse-tracking import <file.jsonl[.gz]> [options]

Sends a file of batches, one as JSON a line, to a running server.

  --url URL      the server                        (default http://localhost:4000)
  --site ID      send all batches to this site
  --rate N       batches a second at most; 0: as fast as the server takes them   (default 0)
  --restart      start over, though an earlier run left <file>.progress

A run that is cut short goes on where it was. The server limits batches from one address (INGEST_RATE_LIMIT).
`

/** @returns the exit code: 0 when all was taken, 1 when something was refused, 2 for a wrong call. */
export async function importCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      url: { type: 'string', default: 'http://localhost:4000' },
      site: { type: 'string' },
      rate: { type: 'string', default: '0' },
      restart: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  const rate = Number(values.rate)
  if (file === undefined || positionals.length > 1 || !(rate >= 0) || !URL.canParse(values.url)) {
    process.stderr.write(IMPORT_USAGE)
    return 2
  }
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort(new Error('stopped; run the same command again to go on')))
  const startedAt = Date.now()
  const counts = await importFile({
    file,
    url: new URL('/api/tracking/events', values.url).href,
    ...(values.site !== undefined && { site: values.site }),
    rate,
    restart: values.restart,
    signal: abort.signal,
    onProgress: (counts) => process.stderr.write(`${progressLine(counts, startedAt)}\n`),
    onRefused: (line, why) => process.stderr.write(`line ${line} was refused: ${why}\n`),
  })
  return counts.refused === 0 ? 0 : 1
}

function progressLine({ resumedAt, batches, events, refused }: ImportCounts, startedAt: number): string {
  const seconds = Math.max(0.001, (Date.now() - startedAt) / 1_000)
  const parts = [
    `${batches} batches`,
    `${events} events`,
    `${Math.round(batches / seconds)} batches/s`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(resumedAt > 0 ? [`resumed after line ${resumedAt}`] : []),
  ]
  return parts.join(', ')
}
