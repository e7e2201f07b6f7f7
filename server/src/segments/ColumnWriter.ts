import { deflate } from './deflate.js'
import { Varints } from './varint.js'

/**
 * Writes columns of numbers and texts to bytes. Numbers are split into byte planes (all lowest bytes, then all next ones…),
 * as many as the greatest needs. Planes that an entropy coder can shrink are deflated together, the others stored,
 * so that reading spends no time on bytes that are as good as random.
 *
 * Layout: version, columns (length, planes, which of them are deflated), texts (length), length of the inflated part,
 * then the stored planes, then the deflated part: texts and planes. All numbers there are varints.
 */
export class ColumnWriter {
  readonly #version: number
  readonly #columns = new Varints()
  readonly #texts = new Varints()
  readonly #stored: Uint8Array[] = []
  readonly #deflatedTexts: Uint8Array[] = []
  readonly #deflatedPlanes: Uint8Array[] = []
  #columnCount = 0
  #textCount = 0

  /** @param version 0 to 255, of the layout that the columns make up */
  constructor(version: number) {
    this.#version = version
  }

  /**
   * @param values safe integers from 0 on
   * @throws RangeError for any other value; it names the column
   */
  column(name: string, values: ArrayLike<number>): void {
    const planes = planesOf(name, values)
    let deflated = 0
    planes.forEach((plane, index) => {
      if (shrinks(plane)) {
        deflated |= 1 << index
        this.#deflatedPlanes.push(plane)
      } else this.#stored.push(plane)
    })
    this.#columns.push(values.length, planes.length, deflated)
    this.#columnCount++
  }

  text(text: string): void {
    const bytes = Buffer.from(text)
    this.#texts.push(bytes.length)
    this.#deflatedTexts.push(bytes)
    this.#textCount++
  }

  finish(): Uint8Array {
    const deflated = [...this.#deflatedTexts, ...this.#deflatedPlanes]
    const head = new Varints()
    head.push(this.#columnCount)
    head.append(this.#columns)
    head.push(this.#textCount)
    head.append(this.#texts)
    head.push(deflated.reduce((sum, { length }) => sum + length, 0))
    return Buffer.concat([Uint8Array.of(this.#version), head.bytes(), ...this.#stored, deflate(deflated)])
  }
}

function planesOf(name: string, values: ArrayLike<number>): Uint8Array[] {
  let max = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`Column ${name} cannot hold ${value} (row ${i}): it takes whole numbers from 0 on`)
    }
    if (value > max) max = value
  }
  const planes: Uint8Array[] = []
  for (let unit = 1; max >= unit; unit *= 256) {
    const plane = new Uint8Array(values.length)
    for (let i = 0; i < plane.length; i++) plane[i] = Math.floor(values[i]! / unit) % 256
    planes.push(plane)
  }
  return planes
}

/** Whether the entropy of single bytes promises to save enough to be worth the time to inflate. */
function shrinks(plane: Uint8Array): boolean {
  const counts = new Uint32Array(256)
  for (const byte of plane) counts[byte]!++
  let bits = 0
  for (const count of counts) if (count > 0) bits -= count * Math.log2(count / plane.length)
  return bits < plane.length * 8 * 0.93
}
