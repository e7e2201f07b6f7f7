/** Whole numbers from 0 on as bytes: 7 bits each, the lowest first, the top bit set on all but the last. */
export class Varints {
  readonly #bytes: number[] = []

  push(...values: readonly number[]): void {
    for (let value of values) {
      for (; value >= 128; value = Math.floor(value / 128)) this.#bytes.push((value % 128) + 128)
      this.#bytes.push(value)
    }
  }

  append(other: Varints): void {
    this.#bytes.push(...other.#bytes)
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}

/** Reads varints one after the other. */
export class VarintReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  /** Where the next one begins. */
  get at(): number {
    return this.#at
  }

  /** @throws RangeError when the bytes end */
  next(): number {
    // Most are small.
    const first = this.#bytes[this.#at]!
    if (first < 128) {
      this.#at++
      return first
    }
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new RangeError('The bytes end within a number')
      value += (byte % 128) * unit
      if (byte < 128) return value
    }
  }
}
