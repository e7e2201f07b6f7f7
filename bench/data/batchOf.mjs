import { VIEWPORTS } from './sessions.mjs'

const PAGE_HEIGHT = 4_000

/**
 * The batch with which a tracker would send a session.
 * @param {import('./sessions.mjs').Session} session
 * @param {string} site
 * @returns {import('@mouse-tracking/contract').Batch}
 */
export function batchOf({ index, visitor, device, events }, site) {
  /** @type {import('@mouse-tracking/contract').View[]} */
  const views = []
  const viewport = /** @type {[number, number]} */ (VIEWPORTS[device])
  for (const { at, kind, what } of events) {
    if (kind === 'view') {
      views.push({
        id: `p-${index.toString(36)}-${views.length}`,
        url: `https://shop.example${what}`,
        startedAt: at,
        viewport,
        page: [viewport[0], PAGE_HEIGHT],
        events: [],
      })
      continue
    }
    const view = /** @type {import('@mouse-tracking/contract').View} */ (views.at(-1))
    const t = at - view.startedAt
    if (kind === 'custom') view.events.push({ type: 'custom', t, name: what })
    else view.events.push({ type: 'click', t, ...placeOf(what), selector: what })
  }
  return {
    v: 1,
    id: `b-${index.toString(36)}`,
    site,
    visitor: `v-${visitor.toString(36)}`,
    session: `s-${index.toString(36)}`,
    views,
  }
}

/** @param {string} selector elements stay where they are */
function placeOf(selector) {
  let hash = 0
  for (let i = 0; i < selector.length; i++) hash = (hash * 31 + selector.charCodeAt(i)) & 0xffff
  return { x: hash % 360, y: hash % 3_000 }
}
