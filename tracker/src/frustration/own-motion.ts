/** When (ms) nodes changed last without being clicked. */
export type Motions = WeakMap<object, number>

/** A node that changed this long (ms) before a click is in motion of its own. */
const IN_MOTION = 2_000

/**
 * A node changed at `at` (ms). `since` is when the click that may be the cause began, or Infinity when there is none.
 * True when the change goes on without the click, as in tickers, spinners and feeds; it is noted then.
 */
export const isOwnMotion = (
  motions: Motions,
  node: object,
  at: number,
  since: number,
  added: Iterable<object>,
): boolean => {
  const isOwn = since === Infinity || since - (motions.get(node) ?? -Infinity) <= IN_MOTION
  if (isOwn) {
    motions.set(node, at)
    // What it has brought in may be filled in at once; a later click on it is another matter.
    for (const each of added) motions.set(each, at - IN_MOTION)
  }
  return isOwn
}
