// Clickstreams of a shop, made from a seed: what both sides of a comparison are given. Session i of n is the same whenever it
// is asked for, and sessions come in order of their start, so that nothing has to hold them all.

export const DAY = 86_400_000
export const DAYS = 30
/** The first instant of the data, epoch ms. */
export const BEGIN = Date.UTC(2026, 8, 1)
export const END = BEGIN + DAYS * DAY

export const DEVICES = /** @type {const} */ (['desktop', 'tablet', 'mobile'])
/** Viewports by device. */
export const VIEWPORTS = [
  [1440, 900],
  [820, 1180],
  [390, 844],
]

const PRODUCTS =
  'anvil bench chair drill easel fan globe hammer igloo jar kettle lamp mirror needle oven plate quilt rug'
    .split(' ')
    .map((name) => `/product/${name}`)
const POSTS = 'autumn birds colour dust early form glass home'.split(' ').map((name) => `/blog/${name}`)
const CATEGORIES = ['/category/garden', '/category/kitchen', '/category/living', '/category/work']
const HOME = '/'
const OTHERS = ['/pricing', '/about', '/contact', '/help', '/search', '/login']
/** 40 pages. */
export const PAGES = [HOME, ...CATEGORIES, ...PRODUCTS, '/cart', '/checkout', '/thanks', ...OTHERS, ...POSTS]

/**
 * @typedef {'view' | 'click' | 'custom'} Kind
 * @typedef {{ at: number, kind: Kind, what: string }} KeyEvent `what`: page, selector or name
 * @typedef {{ index: number, visitor: number, device: number, events: KeyEvent[] }} Session the first event is a page view; no
 *   two are of the same time
 */

/**
 * @param {number} seed
 * @param {number} count how many sessions there are in all
 * @param {number} index
 * @returns {Session}
 */
export function sessionAt(seed, count, index) {
  const random = generator(seed, index)
  const visitor = Math.floor(random() * Math.ceil(count / 2))
  // A visitor keeps to a device.
  const kept = generator(seed + 1, visitor)()
  const device = kept < 0.55 ? 0 : kept < 0.65 ? 1 : 2
  let at = BEGIN + Math.floor(((index + random()) * DAYS * DAY) / count)
  /** @type {KeyEvent[]} */
  const events = []
  const add = (/** @type {Kind} */ kind, /** @type {string} */ what) => {
    if (events.length > 0) at += 1 + Math.floor(-Math.log(1 - random()) * 20_000)
    events.push({ at, kind, what })
  }
  let page = entryPage(random)
  for (let views = 1; ; views++) {
    add('view', page)
    act(page, random, add)
    if (page === '/thanks' || random() < 0.18 || views === 60) break
    page = nextPage(page, random)
  }
  return { index, visitor, device, events }
}

/**
 * Sessions from `first` up to `end`, in order of their start.
 * @param {number} seed
 * @param {number} count
 * @param {number} [first]
 * @param {number} [end]
 */
export function* sessions(seed, count, first = 0, end = count) {
  for (let index = first; index < end; index++) yield sessionAt(seed, count, index)
}

/** @param {() => number} random */
function entryPage(random) {
  const choice = random()
  if (choice < 0.45) return HOME
  if (choice < 0.7) return pick(PRODUCTS, random() ** 2)
  if (choice < 0.85) return pick(POSTS, random())
  return pick([...CATEGORIES, ...OTHERS], random())
}

/**
 * @param {string} page
 * @param {() => number} random
 */
function nextPage(page, random) {
  const choice = random()
  if (page === '/cart') return choice < 0.5 ? '/checkout' : pick(PRODUCTS, random())
  if (page === '/checkout') return choice < 0.6 ? '/thanks' : '/cart'
  if (page.startsWith('/product/') && choice < 0.16) return '/cart'
  if (choice < 0.5) return pick(PRODUCTS, random() ** 2)
  if (choice < 0.7) return pick(CATEGORIES, random())
  if (choice < 0.8) return HOME
  if (choice < 0.9) return pick(POSTS, random())
  return pick(OTHERS, random())
}

/**
 * @param {string} page
 * @param {() => number} random
 * @param {(kind: Kind, what: string) => void} add
 */
function act(page, random, add) {
  if (page === '/thanks') return add('custom', 'purchase')
  if (page.startsWith('/product/') && random() < 0.25) add('click', '#add-to-cart')
  if (page === '/search') add('custom', 'search')
  while (random() < 0.26) add('click', pick(SELECTORS, random() ** 2))
}

const SELECTORS = [
  'nav a.home',
  'nav a.products',
  '#menu',
  'button.more',
  '.gallery img',
  'a.related',
  '#size',
  'footer a',
]

/**
 * @template T
 * @param {readonly T[]} values
 * @param {number} at 0 to 1
 */
const pick = (values, at) => /** @type {T} */ (values[Math.floor(at * values.length)])

/**
 * Mulberry32, begun at a hash of the two.
 * @param {number} seed
 * @param {number} stream
 */
export function generator(seed, stream) {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35)
  state ^= state >>> 15
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
