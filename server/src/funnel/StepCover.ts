/**
 * A multiset of events, each told by the steps that it matches, and the most steps that they can fill when each fills
 * one: a maximum matching.
 */
export class StepCover {
  /** How many events match this step alone. */
  readonly #alone: Int32Array
  /** Bit k: some event matches step k alone. */
  #sure = 0
  /** How many events match exactly these steps, for each set of several. */
  readonly #several = new Map<number, number>()

  /** @param steps how many there are; at most 31 */
  constructor(steps: number) {
    this.#alone = new Int32Array(steps)
  }

  clear(): void {
    this.#alone.fill(0)
    this.#sure = 0
    this.#several.clear()
  }

  /** Adds an event that matches the steps in the mask, at least one. */
  add(mask: number): void {
    if (isOneBit(mask)) {
      if (this.#alone[indexOfBit(mask)]!++ === 0) this.#sure |= mask
    } else this.#several.set(mask, (this.#several.get(mask) ?? 0) + 1)
  }

  /** Takes out an event that was added. */
  remove(mask: number): void {
    if (isOneBit(mask)) {
      if (--this.#alone[indexOfBit(mask)]! === 0) this.#sure &= ~mask
    } else {
      const left = this.#several.get(mask)! - 1
      if (left === 0) this.#several.delete(mask)
      else this.#several.set(mask, left)
    }
  }

  /** The most steps that can be filled. */
  size(): number {
    // Nothing is lost by filling a step with an event that fits no other.
    let size = bits(this.#sure)
    if (this.#several.size === 0) return size
    let open = 0
    for (const mask of this.#several.keys()) open |= mask & ~this.#sure
    const groups = Array.from(this.#several, ([mask, left]): Group => ({ mask, left, filled: 0 }))
    for (; open !== 0; open &= open - 1) if (fill(open & -open, groups, new Set())) size++
    return size
  }
}

/** Events that match the same steps: how many have filled none yet, and the steps that the others fill. */
interface Group {
  mask: number
  left: number
  filled: number
}

/** Finds an event for a step, moving steps that were filled before to other events where needed. */
function fill(step: number, groups: readonly Group[], seen: Set<Group>): boolean {
  for (const group of groups) {
    if ((group.mask & step) === 0 || seen.has(group)) continue
    seen.add(group)
    if (group.left > 0) group.left--
    else {
      const freed = stepThatMoves(group, groups, seen)
      if (freed === 0) continue
      group.filled ^= freed
    }
    group.filled |= step
    return true
  }
  return false
}

function stepThatMoves(group: Group, groups: readonly Group[], seen: Set<Group>): number {
  for (let filled = group.filled; filled !== 0; filled &= filled - 1) {
    const step = filled & -filled
    if (fill(step, groups, seen)) return step
  }
  return 0
}

const isOneBit = (mask: number) => (mask & (mask - 1)) === 0
const indexOfBit = (bit: number) => 31 - Math.clz32(bit)

function bits(mask: number): number {
  let count = 0
  for (; mask !== 0; mask &= mask - 1) count++
  return count
}
