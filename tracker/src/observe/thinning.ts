/** A pause (ms) that counts as a rest: both of its ends are kept exactly. */
const REST = 100
/** The server lets no point weigh more than this (ms), so kept points of a moving pointer stand no further apart. */
const MAX_WEIGHT = 1_000
/** A moving pointer's points stand at least this far apart, in time (ms) and in distance (CSS px). */
const MIN_INTERVAL = 8
const MIN_DISTANCE = 2
/** Points kept for the sake of a rest are paid back from the points of moves, up to this many. */
const MAX_DEBT = 20

export interface Thinning {
  /** Takes the next point of the track; `t` in whole ms, never before the last one's. */
  add(t: number, x: number, y: number): void
  /** The track ends: keeps its last point. The next point begins another track. */
  end(): void
}

/**
 * Passes about `share` of a pointer's points on to `keep`, so that they weigh what the whole track does, by the
 * server's rule (a point weighs the time to the next one, at most 1 s, and the last one nothing): the total is equal
 * to the millisecond, and so is each rest, at its place. Only numbers are held, nothing is allocated.
 */
export function createThinning(share: number, keep: (t: number, x: number, y: number) => void): Thinning {
  let started = false
  let keptT = -1
  let keptX = 0
  let keptY = 0
  let lastT = -1
  let lastX = 0
  let lastY = 0
  let credit = 0

  const keepLast = () => {
    if (lastT === keptT && lastX === keptX && lastY === keptY) return
    keptT = lastT
    keptX = lastX
    keptY = lastY
    credit = Math.max(credit - 1, -MAX_DEBT)
    keep(keptT, keptX, keptY)
  }

  return {
    add(t, x, y) {
      credit = Math.min(credit + share, 1)
      const rested = t - lastT >= REST
      if (started && (rested || t - keptT > MAX_WEIGHT)) keepLast()
      lastT = t
      lastX = x
      lastY = y
      const due =
        credit >= 1 - 1e-9 && t - keptT >= MIN_INTERVAL && Math.hypot(x - keptX, y - keptY) >= MIN_DISTANCE
      if (!started) keptT = -1
      if (!started || rested || due) keepLast()
      started = true
    },
    end() {
      if (started) keepLast()
      started = false
    },
  }
}
