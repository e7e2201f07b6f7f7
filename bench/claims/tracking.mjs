// What a site pays for its tracker: bytes, and the main thread's time while the pointer moves 1,000 times a second, beside
// clarity-js, @rrweb/record and posthog-js on the same page in the same Chromium. Twice: with a real mouse, of which a browser
// tells a page once a frame, however often it moves; and with moves dispatched by a script, so that each of them is told.
import { readFile } from 'node:fs/promises'
import { launchChromium } from '../launchChromium.mjs'
import { median } from '../statistics.mjs'
import { bundle } from '../tracking/bundle.mjs'
import { moveMouse } from '../tracking/moveMouse.mjs'
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

  const server = await serve(scripts)
  const browser = await launchChromium()

  /** Moves a second that the real mouse made, by page. */
  const reached = /** @type {number[]} */ ([])
  /** Moves a second that the page was told of then. */
  const frames = /** @type {number[]} */ ([])

  /** @type {Record<'real' | 'scripted', (page: import('playwright').Page) => Promise<void>>} */
  const inputs = {
    async real(page) {
      const start = performance.now()
      reached.push(await moveMouse(page, RATE, ms))
      const { trusted } = await page.evaluate(() => /** @type {any} */ (window).moves)
      if (trusted === 0) throw new Error('the page was told of no move of the real mouse')
      frames.push(trusted / ((performance.now() - start) / 1_000))
    },
    async scripted(page) {
      const moves = await page.evaluate(
        ([rate, time]) => /** @type {any} */ (window).movePointer(rate, time),
        [RATE, ms],
      )
      if (moves !== (RATE * ms) / 1_000) throw new Error(`the page was told of ${moves} moves`)
    },
  }

  /**
   * @template T
   * @param {string} name
   * @param {'real' | 'scripted'} input
   * @param {(page: import('playwright').Page, work: () => Promise<void>) => Promise<T>} look
   */
  const visit = async (name, input, look) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    /** @type {Error | undefined} */
    let failure
    page.on('pageerror', (error) => {
      failure = error
    })
    await page.goto(`${server.url}/${name}`, { waitUntil: 'networkidle' })
    const result = await look(page, () => inputs[input](page))
    if (failure) throw failure
    await page.close()
    return result
  }

  try {
    const all = [EMPTY, ...names]
    /** @type {Record<'real' | 'scripted', Record<string, number[]>>} */
    const scripting = { real: {}, scripted: {} }
    for (let round = 0; round < ROUNDS; round++) {
      for (const input of /** @type {const} */ (['real', 'scripted'])) {
        // Each time in another order: what comes after a heavy one is not always the same.
        for (const name of all.map((_, index) => all[(index + round) % all.length] ?? EMPTY)) {
          const sentBefore = server.received[name] ?? 0
          const { scripting: time } = await visit(name, input, timeOf)
          if (name !== EMPTY && (server.received[name] ?? 0) === sentBefore)
            throw new Error(`${name} has sent nothing`)
          const times = scripting[input]
          times[name] = [...(times[name] ?? []), time]
        }
      }
    }
    const longest = /** @type {Record<string, number>} */ ({})
    for (const name of all) longest[name] = await visit(name, 'real', longestTask)

    /** @param {Record<string, number[]>} times */
    const beyondEmpty = (times) =>
      Object.fromEntries(names.map((name) => [name, median(times[name] ?? []) - median(times[EMPTY] ?? [])]))
    const real = beyondEmpty(scripting.real)
    const scripted = beyondEmpty(scripting.scripted)
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
        claim: `tracker scripting, ${seconds} s of a real mouse`,
        ours: at(real, OURS),
        peer: leanest(real, versions),
        unit: 'ms',
        target: 0.333,
        kind: 'ratio',
        note: `${others(real, 'ms')}; ${median(reached).toFixed(0)} moves/s, ${median(frames).toFixed(0)} told`,
      },
      {
        claim: 'its share of the time',
        ours: (at(real, OURS) / ms) * 100,
        unit: '%',
        target: 1,
        kind: 'at most',
      },
      {
        claim: `tracker scripting, ${seconds} s of ${RATE} scripted moves/s`,
        ours: at(scripted, OURS),
        peer: leanest(scripted, versions),
        unit: 'ms',
        target: 0.333,
        kind: 'ratio',
        note: others(scripted, 'ms'),
      },
      {
        claim: 'its share of the time',
        ours: (at(scripted, OURS) / ms) * 100,
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
        note: `the page's own work included: ${at(longest, EMPTY).toFixed(1)} ms without any; ${others(longest, 'ms')}; Chromium ${browser.version()}`,
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
