const SLOTS = 4_096
const NEVER = 0xffff

/**
 * Guesses how many grid rows a view's page has: as many as when the same page was last seen at the same viewport width. Most
 * guesses are right, and a right guess takes next to nothing to store. Page and width share slots with others by chance:
 * that only makes a guess wrong.
 */
export class RowPredictor {
  readonly #rows = new Uint16Array(SLOTS).fill(NEVER)

  /** 0 for rows as guessed, else the rows + 1. */
  encode(page: number, width: number, rows: number): number {
    const slot = slotOf(page, width)
    if (this.#rows[slot] === rows) return 0
    this.#rows[slot] = rows
    return rows + 1
  }

  /** The rows that were encoded; calls must come in the same order. */
  decode(page: number, width: number, code: number): number {
    const slot = slotOf(page, width)
    if (code === 0) return this.#rows[slot]!
    this.#rows[slot] = code - 1
    return code - 1
  }
}

function slotOf(page: number, width: number): number {
  return (Math.imul(page, 0x9e37_79b1) + width) & (SLOTS - 1)
}
