// Draws 100,000 cells at 1440 x 8000 with heatmap.js and with the library's grid painter, in the same run of a real Chromium.
// Fails when the grid painter takes more than a tenth of heatmap.js's time. Run: node bench/heatmap/run.mjs
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { createServer } from 'vite'

const CELLS = 100_000
const ROUNDS = 5
const MOST = 0.1

const executablePath =
  process.env.CHROMIUM_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)
const vite = await createServer({ configFile: new URL('vite.config.ts', import.meta.url).pathname })
await vite.listen()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
})
try {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error))
  await page.goto(vite.resolvedUrls.local[0])
  await page.waitForFunction('window.bench')
  const timings = await page.evaluate(([cells, rounds]) => window.bench(cells, rounds), [CELLS, ROUNDS])
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
  const heatmapJs = median(timings.heatmapJs)
  const grid = median(timings.grid)
  const ms = (values) => values.map((value) => value.toFixed(0)).join(' ')
  console.log(`${CELLS} cells at 1440 x 8000, ${ROUNDS} rounds in turn, Chromium ${browser.version()}, ms`)
  console.log(`  heatmap.js  median ${heatmapJs.toFixed(0).padStart(6)}   (${ms(timings.heatmapJs)})`)
  console.log(`  grid        median ${grid.toFixed(0).padStart(6)}   (${ms(timings.grid)})`)
  console.log(`  grid / heatmap.js = ${(grid / heatmapJs).toFixed(3)}, at most ${MOST}`)
  if (grid > heatmapJs * MOST) process.exitCode = 1
} finally {
  await browser.close()
  await vite.close()
}
