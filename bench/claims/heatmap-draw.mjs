// Drawing 100,000 cells at 1440 x 8000 with heatmap.js, with simpleheat and with the library's grid painter, in the same run of a
// real Chromium, with nothing but the processor.
import { withChromium } from '../drawing/withChromium.mjs'
import { median } from '../statistics.mjs'

const CELLS = 100_000
const ROUNDS = 5

/** @returns {Promise<import('../table.mjs').Row[]>} */
export async function measure() {
  return withChromium(async (browser, url) => {
    const page = await browser.newPage()
    page.on('pageerror', (error) => process.stderr.write(`${error}\n`))
    await page.goto(url)
    await page.waitForFunction('window.bench')
    const { heatmapJs, simpleheat, grid } = await page.evaluate(
      ([cells, rounds]) => /** @type {any} */ (window).bench(cells, rounds),
      [CELLS, ROUNDS],
    )
    return [
      {
        claim: '<Heatmap> draw, 100,000 cells',
        ours: median(grid),
        peer: { name: `heatmap.js 2.0.5, Chromium ${browser.version()}`, value: median(heatmapJs) },
        unit: 'ms',
        target: 0.1,
        kind: 'ratio',
        note: `simpleheat 0.4.0: ${median(simpleheat).toFixed(0)} ms`,
      },
    ]
  })
}
