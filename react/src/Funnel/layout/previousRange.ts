/** The range of the same length that ends where the given one begins. */
export function previousRange({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const start = Date.parse(from)
  const length = Date.parse(to) - start
  return { from: new Date(start - length).toISOString(), to: new Date(start).toISOString() }
}
