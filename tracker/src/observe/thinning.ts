/** A pause (ms) that counts as a rest: both of its ends are kept exactly. */
const REST = 100
/** The server lets no point weigh more than this (ms), so kept points of a moving pointer stand no further apart. */
const MAX_WEIGHT = 1_000
/** A moving pointer's points stand at least this far apart, in time (ms) and in distance (CSS px). */
const MIN_INTERVAL = 8
const MIN_DISTANCE = 2
/** Points kept for the sake of a rest are paid back from the points of moves, up to this many. */
const MAX_DEBT = 20

/** A kept point, told by the one that was kept before it and the way from there. */
export type Step = (t: number, x: number, y: number, dt: number, dx: number, dy: number) => void

export interface Thinning {
  /** Takes the next point of the track; `t` in whole ms, never before the last one's. */
  add(t: number, x: number, y: number): void
  /** The track ends: keeps its last point. The next point begins another track. */
  end(): void
}

/**
 * Keeps about `share` of a pointer's points, so that they weigh what the whole track does by the server's rule (a
 * point weighs the time to the next one, at most 1 s, and the last one nothing): the total is the same to the
 * millisecond, and so is each rest, at its place. Tells every kept point but a track's first to `step`. It holds
 * numbers alone, and allocates nothing.
 */
export const createThinning = (share: number, step: Step): Thinning => {
  // Infinity stands for no point yet: no time is later.
  let keptT = Infinity
  let keptX = 0
  let keptY = 0
  let lastT = Infinity
  let lastX = 0
  let lastY = 0
  let credit = 0

  const keepLast = () => {
    if (keptT === lastT && keptX === lastX && keptY === lastY) return
    if (keptT < Infinity) step(keptT, keptX, keptY, lastT - keptT, lastX - keptX, lastY - keptY)
    keptT = lastT
    keptX = lastX
    keptY = lastY
    credit = Math.max(credit - 1, -MAX_DEBT)
  }

  return {
    add(t, x, y) {
      credit = Math.min(credit + share, 1)
      const hasRested = t - lastT >= REST
      if (hasRested || t - keptT > MAX_WEIGHT) keepLast()
      lastT = t
      lastX = x
      lastY = y
      // `credit` is a sum of fractions, so hardly ever 1.
      const isDue =
        credit > 0.999 && t - keptT >= MIN_INTERVAL && Math.hypot(x - keptX, y - keptY) >= MIN_DISTANCE
      if (isDue || hasRested || keptT === Infinity) keepLast()
    },
    end() {
      keepLast()
      lastT = keptT = Infinity
    },
  }
}
