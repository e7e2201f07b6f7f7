const TWO_32 = 2 ** 32

/** Numbers visitors from 0 on, in order of first appearance: a hash table with open addressing. */
export class VisitorIds {
  count = 0
  readonly #mask: number
  /** In each slot a visitor's number plus 1, or 0. */
  readonly #slots: Uint32Array
  readonly #digests: Float64Array

  /** @param most visitors that it takes */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(most * 2 + 2))
    this.#mask = size - 1
    this.#slots = new Uint32Array(size)
    this.#digests = new Float64Array(most)
  }

  of(digest: number): number {
    const mixed = Math.imul(
      ((digest % TWO_32) | 0) ^ Math.imul((digest / TWO_32) | 0, 0x85eb_ca6b),
      0x9e37_79b1,
    )
    for (let slot = (mixed ^ (mixed >>> 15)) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const number = this.#slots[slot]!
      if (number === 0) {
        this.#digests[this.count] = digest
        this.#slots[slot] = ++this.count
        return this.count - 1
      }
      if (this.#digests[number - 1] === digest) return number - 1
    }
  }
}
