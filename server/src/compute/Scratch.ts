/** Arrays begin at multiples of so many bytes: of what any of them needs, and of a cache line. */
const ALIGNMENT = 64

/**
 * Memory for what a computation needs only while it runs. It is kept for the next one: arrays that are made anew each
 * time lie about until V8 collects them, and every page of them is a fault.
 *
 * An array holds whatever was there before. All of them are given back at the next `begin`.
 */
export class Scratch {
  #memory = new ArrayBuffer(0)
  #used = 0

  /** Begins anew: nothing that was handed out before may be used any more. */
  begin(): void {
    if (this.#used > this.#memory.byteLength) this.#memory = new ArrayBuffer(this.#used)
    this.#used = 0
  }

  int32(length: number): Int32Array {
    const start = this.#take(length * Int32Array.BYTES_PER_ELEMENT)
    return start === null ? new Int32Array(length) : new Int32Array(this.#memory, start, length)
  }

  float64(length: number): Float64Array {
    const start = this.#take(length * Float64Array.BYTES_PER_ELEMENT)
    return start === null ? new Float64Array(length) : new Float64Array(this.#memory, start, length)
  }

  /** Where in the memory so many bytes are free; null when it has not that many, which it will have next time. */
  #take(bytes: number): number | null {
    const start = this.#used
    this.#used += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
    return this.#used <= this.#memory.byteLength ? start : null
  }
}
