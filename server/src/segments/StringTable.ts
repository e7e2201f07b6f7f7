/** Gives strings their index in a dictionary, in order of first appearance. */
export class StringTable {
  readonly strings: string[] = []
  readonly #indices = new Map<string, number>()

  /** @param reserved strings that hold the first indices, whether they appear or not */
  constructor(...reserved: string[]) {
    for (const string of reserved) this.indexOf(string)
  }

  indexOf(string: string): number {
    let index = this.#indices.get(string)
    if (index === undefined) {
      index = this.strings.push(string) - 1
      this.#indices.set(string, index)
    }
    return index
  }
}
