import { generator, PAGES } from './sessions.mjs'

const EVENTS = 50

/** Batches that differ in more than ids and times. */
const KINDS = 2_000
/** How many browse at once. */
const VISITORS = 5_000
/** Stands where each batch has an id and a time of its own. */
const STARTED = 'STARTED"'

/**
 * Makes batches of 50 events as the tracker sends them: mostly short runs of the mouse, some clicks, rests and fields. All the
 * work is done ahead, so that sending costs next to nothing.
 * @param {number} seed
 * @param {string} site
 * @returns {(number: number) => string} the JSON of a batch; each number has an id of its own
 */
export function trackedBatches(seed, site) {
  const begin = Date.now() - 60_000
  const parts = Array.from({ length: KINDS }, (_, kind) => JSON.stringify(views(seed, kind)).split(STARTED))
  return (number) => {
    const visitor = number % VISITORS
    // Each batch of a visitor is of a page view after the one before.
    const startedAt = begin + visitor + Math.floor(number / VISITORS) * 8_000
    return (
      `{"v":1,"id":"b-${seed}-${number}","site":"${site}","visitor":"v-${visitor}","session":"s-${visitor}",` +
      `"views":${(parts[number % KINDS] ?? []).join(`p-${number}","startedAt":${startedAt}`)}}`
    )
  }
}

/**
 * @param {number} seed
 * @param {number} kind
 */
function views(seed, kind) {
  const random = generator(seed, kind)
  const whole = (/** @type {number} */ most) => Math.floor(random() * most)
  const events = []
  // The pointer wanders.
  let x = whole(1_440)
  let y = whole(3_000)
  for (let i = 0, t = 0; i < EVENTS; i++, t += 150) {
    const choice = random()
    const place = { t, x, y }
    if (choice < 0.8) {
      const points = [t, x, y]
      for (let point = 0; point < 4; point++) {
        const [dx, dy] = [whole(25) - 12, whole(25) - 12]
        points.push(30, dx, dy)
        x += dx
        y += dy
      }
      events.push({ type: 'move', points })
    } else if (choice < 0.88)
      events.push({ type: 'click', ...place, selector: `#main > button.b${whole(9)}`, offset: [0.5, 0.25] })
    else if (choice < 0.96) events.push({ type: 'scroll', t, top: whole(3_100), ms: 150 })
    else events.push({ type: 'form', t, action: 'focus', form: '#signup', field: `field${whole(5)}` })
  }
  const page = PAGES[whole(PAGES.length)]
  return [
    {
      id: 'STARTED',
      url: `https://shop.example${page}`,
      viewport: [1440, 900],
      page: [1440, 4000],
      pointer: 'mouse',
      events,
    },
  ]
}
