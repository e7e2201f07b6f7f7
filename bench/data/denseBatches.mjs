import { BEGIN, DAY, DAYS, generator } from './sessions.mjs'

/** Five width classes of 64 px, all desktop. */
export const WIDTHS = [1024, 1280, 1366, 1440, 1920]
const HEIGHT = 8_000
const EVENTS = 1_000
export const DENSE_PAGE = '/dense'

/**
 * Batches that cover a tall page with clicks, most of them around some places: `perGrid` thousand for each day and width.
 * @param {number} seed
 * @param {number} perGrid
 * @param {string} site
 */
export function* denseBatches(seed, perGrid, site) {
  for (let day = 0; day < DAYS; day++) {
    for (const width of WIDTHS) {
      for (let part = 0; part < perGrid; part++) {
        const number = (day * WIDTHS.length + WIDTHS.indexOf(width)) * perGrid + part
        const random = generator(seed, number)
        const events = Array.from({ length: EVENTS }, (_, t) => {
          const x = Math.floor(random() * width)
          const y = Math.floor(HEIGHT * (random() < 0.5 ? random() : random() ** 2))
          return { type: 'click', t, x, y, selector: `#e${Math.floor(random() * 50)}` }
        })
        yield JSON.stringify(denseBatch(site, `${number}`, width, BEGIN + day * DAY + part * 10_000, events))
      }
    }
  }
}

/**
 * A batch of one visitor's clicks on the dense page.
 * @param {string} site
 * @param {string} name
 * @param {number} width of the viewport
 * @param {number} startedAt
 * @param {readonly object[]} events
 */
export function denseBatch(site, name, width, startedAt, events) {
  const view = {
    id: 'p',
    url: `https://shop.example${DENSE_PAGE}`,
    startedAt,
    viewport: [width, 900],
    page: [width, HEIGHT],
  }
  return { v: 1, id: `b-${name}`, site, visitor: `v-${name}`, session: 's', views: [{ ...view, events }] }
}
