/** A name that fits, its middle left out: the start says the section, the end the page.
 *  @param fits whether a text has room */
export function shortenMiddle(name: string, fits: (text: string) => boolean): string {
  if (fits(name)) return name
  const letters = Array.from(name)
  let low = 0
  let high = letters.length - 1
  while (low < high) {
    const kept = Math.ceil((low + high) / 2)
    if (fits(cut(letters, kept))) low = kept
    else high = kept - 1
  }
  return cut(letters, low)
}

function cut(letters: readonly string[], kept: number): string {
  const tail = Math.floor(kept / 2)
  return `${letters.slice(0, kept - tail).join('')}…${tail > 0 ? letters.slice(-tail).join('') : ''}`
}
