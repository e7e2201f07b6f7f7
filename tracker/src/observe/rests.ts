/** Scroll events that follow each other within this time (ms) are one movement. */
const STILL = 100
/** The longest piece (ms) of a movement that is told as one position. */
const MOVING = 250

export interface Rests {
  /** The viewport is at `top` (CSS px) since `t` (ms). */
  scrolled(t: number, top: number): void
  /** Tells everything up to `t`; what lasts goes on from there. */
  tell(t: number): void
}

/**
 * Turns scroll positions into rests. Their times add up to the whole time, without gap or overlap: a movement, too,
 * is told as (short) rests, at the position where each of its pieces began.
 */
export const createRests = (
  t: number,
  top: number,
  emit: (t: number, top: number, ms: number) => void,
): Rests => {
  // A movement from `start` to `still`, told at `startTop`; then a rest at `top`.
  let start = t
  let startTop = top
  let still = t

  const piece = (to: number, at: number) => {
    if (to > start) emit(start, at, to - start)
    start = to
  }
  const tell = (now: number) => {
    piece(still, startTop)
    piece(now, top)
    still = now
    startTop = top
  }

  return {
    tell,
    scrolled(now, y) {
      if (y === top) return
      if (now - still >= STILL) tell(now)
      else if (now - start >= MOVING) piece(now, startTop)
      if (start === now) startTop = y
      still = now
      top = y
    },
  }
}
