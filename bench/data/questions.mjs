// What is asked of both sides, and what their answers come to.
import { BEGIN, DAY, DEVICES, END } from './sessions.mjs'

/**
 * @typedef {{ page: string } | { click: string } | { event: string }} Step
 * @typedef {{ steps: Step[], windowMs: number, per: 'session' | 'visitor', from: number, to: number, device: number | null }} FunnelQuestion
 */

const STEPS = [{ page: '/' }, { page: '/product/*' }, { click: '#add-to-cart' }, { event: 'purchase' }]

/**
 * A funnel of four steps. Every round asks with another window, so that no side can answer from what it answered before.
 * @param {'session' | 'visitor'} per
 * @param {number} round
 * @returns {FunnelQuestion}
 */
export const wholeFunnel = (per, round) => ({
  steps: STEPS,
  windowMs: 14 * DAY + (round + 1) * 1_000,
  per,
  from: BEGIN,
  // The last sessions go on past the end.
  to: END + DAY,
  device: null,
})

/**
 * The same for a week and one device.
 * @param {number} round
 * @returns {FunnelQuestion}
 */
export const weekFunnel = (round) => ({
  ...wholeFunnel('session', round),
  from: BEGIN + 10 * DAY,
  to: BEGIN + 17 * DAY,
  device: 2,
})

/** @param {FunnelQuestion} question */
export const funnelBody = ({ steps, windowMs, per, from, to, device }) => ({
  steps,
  window: windowMs / 1_000,
  per,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  ...(device !== null && { device: DEVICES[device] }),
})

/**
 * How many actors reached each step, from those that came just so far.
 * @param {string[][]} levels [level, actors]
 * @param {number} steps
 */
export function countsOf(levels, steps) {
  const counts = new Array(steps).fill(0)
  for (const [level, actors] of levels)
    for (let step = 0; step < Number(level); step++) counts[step] += Number(actors)
  return counts
}

export const PATH_DEPTH = 5
export const pathsPath = (/** @type {string} */ site) =>
  `/api/sites/${site}/paths?depth=${PATH_DEPTH}&from=${new Date(BEGIN).toISOString()}&to=${new Date(END).toISOString()}`
const LIMIT = 10

/**
 * The links of a paths report, as sorted texts, from the edges between all pages.
 * @param {string[][]} edges [step from 1, page, next page or '', sessions]
 */
export function foldedLinks(edges) {
  /** @type {Map<string, number>[]} */
  const visits = Array.from({ length: PATH_DEPTH }, () => new Map())
  for (const [step, page = '', , count] of edges) add(at(visits, Number(step) - 1), page, Number(count))
  const shown = visits.map(
    (pages) =>
      new Set(
        [...pages]
          .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
          .slice(0, LIMIT)
          .map(([page]) => page),
      ),
  )
  const links = new Map()
  for (const [number, page = '', next = '', count] of edges) {
    if (next === '') continue
    const step = Number(number) - 1
    const node = (/** @type {number} */ step, /** @type {string} */ page) =>
      `${step}:${at(shown, step).has(page) ? page : '(other)'}`
    add(links, `${node(step, page)} ${node(step + 1, next)}`, Number(count))
  }
  return Array.from(links, ([link, value]) => `${link} ${value}`).sort()
}

/** @param {{ links: { source: string, target: string, value: number }[] }} report */
export const linksOf = ({ links }) =>
  links.map(({ source, target, value }) => `${source} ${target} ${value}`).sort()

/**
 * @template T
 * @param {readonly T[]} values
 * @param {number} index
 */
const at = (values, index) => /** @type {T} */ (values[index])

/**
 * @param {Map<string, number>} sums
 * @param {string} key
 * @param {number} value
 */
const add = (sums, key, value) => void sums.set(key, (sums.get(key) ?? 0) + value)
