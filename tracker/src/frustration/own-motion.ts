/** A node that changed this long (ms) before a click is still in motion, however rarely it changes. */
const FRESH = 1_000
/** The slowest rhythm (ms) that is followed. */
const SLOWEST = 3_000

export interface OwnMotion {
  /**
   * A node changed at `at` (ms). `since` is when a click that may be the cause began, undefined when there is none.
   * True when the change goes on without the click: the node was in motion before.
   */
  changed(node: object, at: number, since: number | undefined): boolean
  /** `child` came with a change of `parent` that is of its own: what happens to it then is, too. */
  inherit(child: object, parent: object): void
}

interface Motion {
  last: number
  gap: number
}

/** Knows which nodes change by themselves (tickers, spinners, feeds), whatever is clicked. */
export function createOwnMotion(): OwnMotion {
  const motions = new WeakMap<object, Motion>()
  return {
    changed(node, at, since) {
      const motion = motions.get(node)
      if (since !== undefined) {
        const limit = motion && Math.max(FRESH, Math.min(2 * motion.gap, SLOWEST))
        if (!motion || since - motion.last > limit!) return false
      }
      if (!motion) motions.set(node, { last: at, gap: 0 })
      else if (at > motion.last) {
        motion.gap = Math.max(at - motion.last, motion.gap / 2)
        motion.last = at
      }
      return true
    },
    inherit(child, parent) {
      const motion = motions.get(parent)
      if (motion) motions.set(child, { ...motion })
    },
  }
}
