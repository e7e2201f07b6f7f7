/** A node that changed this long (ms) before a click is in motion of its own. */
const IN_MOTION = 2_000

export interface OwnMotion {
  /**
   * A node changed at `at` (ms). `since` is when the click that may be the cause began, or Infinity when there is none.
   * True when the change goes on without the click.
   */
  changed(node: object, at: number, since: number): boolean
}

/** Knows which nodes change by themselves (tickers, spinners, feeds), whatever is clicked. */
export function createOwnMotion(): OwnMotion {
  const changes = new WeakMap<object, number>()
  return {
    changed(node, at, since) {
      const isOwn = since === Infinity || since - (changes.get(node) ?? -Infinity) <= IN_MOTION
      if (isOwn) changes.set(node, at)
      return isOwn
    },
  }
}
