import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `npm run bench -- [options] [claim…]

Measures the claims of docs/PERFORMANCE.md (all, or those named) beside their peers.

  --quick          smaller data and fewer rounds: about five minutes
  --seed N         of all generated data                                   (default 1)
  --sessions N     sessions that reports are measured on                   (default 1000000; quick 100000)
  --growth A,B,C   sessions that growth is measured on                     (default 100000,1000000,3000000; quick 20000,100000)
  --rounds N       measurements of each figure; the median counts          (default 15; quick 7)
  --seconds N      for how long ingest is loaded                           (default 15; quick 5)
  --mongodb URI    a MongoDB to measure ingest and the first report on as well; a database of its own is made and dropped
  --redis URI      the Redis beside it
  --cache DIR      where generated data is kept between runs               (default in the system's temporary folder)
  --json FILE      writes the results as JSON
`

/** @param {string[]} args */
export function readOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      sessions: { type: 'string' },
      growth: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      mongodb: { type: 'string' },
      redis: { type: 'string' },
      cache: { type: 'string', default: join(tmpdir(), 'mouse-tracking-bench') },
      json: { type: 'string' },
    },
  })
  const { quick } = values
  return {
    help: values.help,
    quick,
    claims: positionals,
    seed: whole('seed', values.seed),
    sessions: whole('sessions', values.sessions ?? (quick ? '100000' : '1000000')),
    growth: (values.growth ?? (quick ? '20000,100000' : '100000,1000000,3000000'))
      .split(',')
      .map((size) => whole('growth', size)),
    rounds: whole('rounds', values.rounds ?? (quick ? '7' : '15')),
    seconds: whole('seconds', values.seconds ?? (quick ? '5' : '15')),
    mongodb: values.mongodb,
    redis: values.redis,
    cache: values.cache,
    json: values.json,
    cores: availableParallelism(),
  }
}

/** @typedef {ReturnType<typeof readOptions>} Options */

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name} must be a whole number, not ${text}`)
  return value
}
