// What a site pays for its tracker: bytes, and the main thread's time while the pointer moves 1,000 times a second, beside
// clarity-js, @rrweb/record and posthog-js on the same page in the same Chromium. The moves are dispatched in the page, for
// all alike: a browser hands a page at most one move a frame, however many the mouse makes.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { chromium } from 'playwright'
import { median } from '../statistics.mjs'
import { bundle } from '../tracking/bundle.mjs'
import { serve } from '../tracking/serve.mjs'
import { longestTask, timeOf } from '../tracking/watch.mjs'

const OURS = 'mouse-tracking'
const PEERS = { 'clarity-js': 'clarity-js', 'rrweb-record': '@rrweb/record', 'posthog-js': 'posthog-js' }
/** The page without any. */
const EMPTY = 'none'
/** Moves a second. */
const RATE = 1_000
const ROUNDS = 3

/**
 * @param {import('../options.mjs').Options} options
 * @returns {Promise<import('../table.mjs').Row[]>}
 */
export async function measure({ quick }) {
  const ms = quick ? 5_000 : 30_000
  const names = [OURS, ...Object.keys(PEERS)]
  const scripts = /** @type {Record<string, string>} */ ({ [EMPTY]: '' })
  const sizes = /** @type {Record<string, number>} */ ({})
  for (const name of names) {
    const { code, gzipped } = await bundle(name)
    scripts[name] = code
    sizes[name] = gzipped / 1_000
  }

  const executablePath =
    process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)
  const server = await serve(scripts)
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })

  /**
   * @template T
   * @param {string} name
   * @param {(page: import('playwright').Page, work: () => Promise<void>) => Promise<T>} look
   */
  const visit = async (name, look) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    /** @type {Error | undefined} */
    let failure
    page.on('pageerror', (error) => {
      failure = error
    })
    await page.goto(`${server.url}/${name}`, { waitUntil: 'networkidle' })
    const result = await look(page, async () => {
      const moves = await page.evaluate(
        ([rate, time]) => /** @type {any} */ (window).movePointer(rate, time),
        [RATE, ms],
      )
      if (moves !== (RATE * ms) / 1_000) throw new Error(`${name} was told of ${moves} moves`)
    })
    if (failure) throw failure
    await page.close()
    return result
  }

  try {
    const scripting = /** @type {Record<string, number[]>} */ ({})
    const tasks = /** @type {Record<string, number[]>} */ ({})
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of [EMPTY, ...names]) {
        const time = await visit(name, timeOf)
        scripting[name] = [...(scripting[name] ?? []), time.scripting]
        tasks[name] = [...(tasks[name] ?? []), time.tasks]
      }
    }
    const longest = /** @type {Record<string, number>} */ ({})
    for (const name of [EMPTY, ...names]) longest[name] = await visit(name, longestTask)
    for (const name of names) if (!server.received[name]) throw new Error(`${name} has sent nothing`)

    /** @param {Record<string, number[]>} times */
    const beyondEmpty = (times) =>
      Object.fromEntries(names.map((name) => [name, median(times[name] ?? []) - median(times[EMPTY] ?? [])]))
    const script = beyondEmpty(scripting)
    const all = beyondEmpty(tasks)
    const seconds = ms / 1_000
    const versions = await versionsOf(Object.values(PEERS))
    return [
      {
        claim: 'tracker, gzipped',
        ours: at(sizes, OURS),
        peer: leanest(sizes, versions),
        unit: 'kB',
        target: 0.333,
        kind: 'ratio',
        note: others(sizes, 'kB'),
      },
      {
        claim: `tracker scripting, ${seconds} s of ${RATE} moves/s`,
        ours: at(script, OURS),
        peer: leanest(script, versions),
        unit: 'ms',
        target: 0.333,
        kind: 'ratio',
        note: `${others(script, 'ms')}; all tasks: ours ${at(all, OURS).toFixed(0)}, ${others(all, 'ms')}`,
      },
      {
        claim: 'tracker scripting, share of the time',
        ours: (at(script, OURS) / ms) * 100,
        unit: '%',
        target: 1,
        kind: 'at most',
      },
      {
        claim: 'longest task with a tracker',
        ours: at(longest, OURS),
        unit: 'ms',
        target: 5,
        kind: 'at most',
        note: `the page's own moves included: ${at(longest, EMPTY).toFixed(1)} ms without any; ${others(longest, 'ms')}; Chromium ${browser.version()}`,
      },
    ]
  } finally {
    await browser.close()
    server.close()
  }
}

/**
 * @param {Record<string, number>} values
 * @param {string} name
 */
const at = (values, name) => values[name] ?? Number.NaN

/**
 * @param {Record<string, number>} values
 * @param {Record<string, string>} versions
 */
function leanest(values, versions) {
  const [name, title] = Object.entries(PEERS).reduce((best, peer) =>
    at(values, peer[0]) < at(values, best[0]) ? peer : best,
  )
  return { name: `${title} ${versions[title]}`, value: at(values, name) }
}

/**
 * @param {Record<string, number>} values
 * @param {string} unit
 */
const others = (values, unit) =>
  Object.entries(PEERS)
    .map(([name, title]) => `${title} ${at(values, name).toFixed(1)} ${unit}`)
    .join(', ')

/** @param {string[]} titles */
async function versionsOf(titles) {
  const { dependencies } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  return /** @type {Record<string, string>} */ (
    Object.fromEntries(titles.map((title) => [title, dependencies[title]]))
  )
}
