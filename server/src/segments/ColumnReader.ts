import { inflate } from './deflate.js'
import { VarintReader } from './varint.js'

/** Reads what `ColumnWriter` wrote: columns and texts come out in the order in which they went in. */
export class ColumnReader {
  readonly #columns: { length: number; planes: Uint8Array[] }[] = []
  readonly #texts: string[] = []
  #nextColumn = 0
  #nextText = 0

  /**
   * @param what names the bytes in errors, as in `segment`
   * @throws Error for another version than the one given, and for bytes that are cut or garbled
   */
  constructor(bytes: Uint8Array, version: number, what: string) {
    if (bytes[0] !== version) {
      throw new Error(
        `This ${what} has format ${bytes[0] ?? '(none: it is empty)'}, and this server reads format ${version}: ` +
          'run the server that wrote it, or a newer one',
      )
    }
    try {
      this.#read(bytes)
    } catch (cause) {
      throw new Error(`This ${what} is damaged: ${(cause as Error).message}`, { cause })
    }
  }

  #read(bytes: Uint8Array): void {
    const head = new VarintReader(bytes, 1)
    const columns = Array.from({ length: head.next() }, () => ({
      length: head.next(),
      planes: head.next(),
      deflated: head.next(),
    }))
    const textLengths = Array.from({ length: head.next() }, () => head.next())
    const inflatedLength = head.next()

    let storedLength = 0
    for (const { length, planes, deflated } of columns) storedLength += length * (planes - ones(deflated))
    const storedEnd = head.at + storedLength
    const inflated = inflate(bytes.subarray(storedEnd), inflatedLength)

    const stored = takeFrom(bytes.subarray(head.at, storedEnd))
    const next = takeFrom(inflated)
    for (const length of textLengths) this.#texts.push(next(length).toString('utf8'))
    for (const { length, planes, deflated } of columns) {
      const found: Uint8Array[] = []
      for (let plane = 0; plane < planes; plane++) {
        found.push(deflated & (1 << plane) ? next(length) : stored(length))
      }
      this.#columns.push({ length, planes: found })
    }
  }

  text(): string {
    return this.#texts[this.#nextText++]!
  }

  bytes(): Uint8Array {
    return this.#next(1, (length) => new Uint8Array(length))
  }

  shorts(): Uint16Array {
    return this.#next(2, (length) => new Uint16Array(length))
  }

  ints(): Uint32Array {
    return this.#next(4, (length) => new Uint32Array(length))
  }

  floats(): Float64Array {
    return this.#next(7, (length) => new Float64Array(length))
  }

  /** Numbers of whichever width they need. */
  numbers(): Uint32Array | Float64Array {
    return (this.#columns[this.#nextColumn]?.planes.length ?? 0) <= 4 ? this.ints() : this.floats()
  }

  /** Leaves a column out. */
  skip(): void {
    this.#nextColumn++
  }

  #next<T extends Column>(widest: number, allocate: (length: number) => T): T {
    const column = this.#columns[this.#nextColumn++]
    if (column === undefined) throw new Error('There is no further column')
    const { length, planes } = column
    if (planes.length > widest)
      throw new Error(`The column takes ${planes.length} bytes a value, not ${widest}`)
    const values = join(planes.slice(0, 4), allocate(length))
    if (planes.length > 4) {
      const high = join(planes.slice(4), new Uint32Array(length))
      for (let i = 0; i < length; i++) values[i]! += high[i]! * 2 ** 32
    }
    return values
  }
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** Gives one stretch after the other. */
function takeFrom<T extends Uint8Array>(bytes: T): (length: number) => T {
  let at = 0
  return (length) => {
    at += length
    return bytes.subarray(at - length, at) as T
  }
}

function ones(mask: number): number {
  let count = 0
  for (let rest = mask; rest > 0; rest &= rest - 1) count++
  return count
}

/** Puts up to four byte planes together. */
function join<T extends Column>([a, b, c, d]: readonly Uint8Array[], values: T): T {
  const { length } = values
  if (d !== undefined) {
    for (let i = 0; i < length; i++)
      values[i] = (a![i]! | (b![i]! << 8) | (c![i]! << 16) | (d[i]! << 24)) >>> 0
  } else if (c !== undefined) {
    for (let i = 0; i < length; i++) values[i] = a![i]! | (b![i]! << 8) | (c[i]! << 16)
  } else if (b !== undefined) {
    for (let i = 0; i < length; i++) values[i] = a![i]! | (b[i]! << 8)
  } else if (a !== undefined) values.set(a)
  return values
}
