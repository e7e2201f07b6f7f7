/** A growing buffer in which keys are composed. */
export class KeyWriter {
  length = 0
  private target = Buffer.allocUnsafe(1024)

  byte(value: number): void {
    this.reserve(1)
    this.target[this.length++] = value
  }

  copy(source: Buffer, start: number, end: number): void {
    this.reserve(end - start)
    source.copy(this.target, this.length, start, end)
    this.length += end - start
  }

  /** Bytes of any content, ended by 00 00; a 00 inside becomes 00 FF, so that order is kept and no key is another's prefix. */
  terminated(source: Buffer, start: number, end: number): void {
    let from = start
    for (let zero = source.indexOf(0, from); zero !== -1 && zero < end; zero = source.indexOf(0, from)) {
      this.copy(source, from, zero + 1)
      this.byte(0xff)
      from = zero + 1
    }
    this.copy(source, from, end)
    this.byte(0)
    this.byte(0)
  }

  /** 8 bytes big-endian, of which the first has its top bit turned: signed order becomes byte order. */
  signed64(source: Buffer, start: number): void {
    this.reversed(source, start, 8)
    this.target[this.length - 8]! ^= 0x80
  }

  /** `size` little-endian bytes in big-endian order. */
  reversed(source: Buffer, start: number, size: number): void {
    this.reserve(size)
    for (let i = size - 1; i >= 0; i--) this.target[this.length++] = source[start + i]!
  }

  double(value: number): void {
    this.reserve(8)
    const at = this.length
    this.length += 8
    if (Number.isNaN(value)) {
      this.target.fill(0, at, at + 8) // below minus infinity, as MongoDB sorts it
      return
    }
    this.target.writeDoubleBE(value === 0 ? 0 : value, at)
    if (this.target[at]! & 0x80) this.invert(at)
    else this.target[at]! |= 0x80
  }

  uint16(value: number): void {
    this.byte(value >> 8)
    this.byte(value & 0xff)
  }

  uint32(value: number): void {
    this.reserve(4)
    this.length = this.target.writeUInt32BE(value, this.length)
  }

  /** Turns every bit from `start` on: ascending order becomes descending. */
  invert(start: number): void {
    for (let i = start; i < this.length; i++) this.target[i]! ^= 0xff
  }

  /** A copy of what was written from `start` on. */
  slice(start = 0): Buffer {
    return Buffer.from(this.target.subarray(start, this.length))
  }

  private reserve(size: number): void {
    if (this.length + size <= this.target.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.target.length * 2, this.length + size))
    this.target.copy(grown, 0, 0, this.length)
    this.target = grown
  }
}
