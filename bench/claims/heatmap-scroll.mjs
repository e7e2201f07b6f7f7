// How many frames a second a heatmap of 100,000 cells at 1440 x 8000 shows while it is scrolled and hovered, beside a page of that size
// with nothing on it, in a real Chromium with nothing but the processor.
import { withChromium } from '../drawing/withChromium.mjs'

const CELLS = 100_000
const MS = 4_000
const VIEWPORT = { width: 1460, height: 900 }
/** Of the frames that an empty page shows: all but what timers are out by. */
const TARGET = 0.98

/** @returns {Promise<import('../table.mjs').Row[]>} */
export async function measure() {
  return withChromium(async (browser, url) => {
    const blank = await framesOf(browser, `${url}scroll.html`, 0)
    const heat = await framesOf(browser, `${url}scroll.html`, CELLS)
    const peer = `an empty page, Chromium ${browser.version()}`
    return [
      row('scrolled', heat.scrolled, blank.scrolled, peer),
      row('hovered', heat.hovered, blank.hovered, peer),
    ]
  })
}

/**
 * @param {string} how
 * @param {number[]} ours
 * @param {number[]} blank
 * @param {string} peer
 * @returns {import('../table.mjs').Row}
 */
function row(how, ours, blank, peer) {
  return {
    claim: `<Heatmap> of 100,000 cells, ${how}`,
    ours: perSecond(ours),
    peer: { name: peer, value: perSecond(blank) },
    unit: 'frames/s',
    target: TARGET,
    kind: 'at least',
    note: `longest frame ${Math.max(...ours).toFixed(0)} ms`,
  }
}

/** @param {number[]} times ms */
const perSecond = (times) => (1_000 * times.length) / times.reduce((sum, ms) => sum + ms, 0)

/**
 * @param {import('playwright').Browser} browser
 * @param {string} url
 * @param {number} cells
 * @returns {Promise<{ scrolled: number[], hovered: number[] }>}
 */
async function framesOf(browser, url, cells) {
  const page = await browser.newPage({ viewport: VIEWPORT })
  page.on('pageerror', (error) => process.stderr.write(`${error}\n`))
  await page.goto(url)
  await page.waitForFunction('window.show')
  await page.evaluate((count) => /** @type {any} */ (window).show(count), cells)
  await page.waitForSelector(cells === 0 ? '#blank' : 'canvas')
  /** @param {boolean} isStill */
  const frames = (isStill) =>
    page.evaluate(([ms, still]) => /** @type {any} */ (window).framesWhile(ms, still), [MS, isStill])
  await frames(false)
  const scrolled = await frames(false)
  const hovering = frames(true)
  for (const end = performance.now() + MS; performance.now() < end; ) {
    const [x, y] = [100 + Math.random() * 1_200, 100 + Math.random() * 700]
    await page.mouse.move(x, y, { steps: 10 })
  }
  const hovered = await hovering
  await page.close()
  return { scrolled, hovered }
}
