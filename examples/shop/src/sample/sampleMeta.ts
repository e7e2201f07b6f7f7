/** Epoch ms; `to` is also when the report claims to be read. */
export interface SampleRange {
  from: number
  to: number
}

const DAY = 86_400_000

/** The 30 days up to now. */
export const lastMonth = (now: number): SampleRange => ({ from: now - 30 * DAY, to: now })

/** What every report says of itself. */
export function sampleMeta({ from, to }: SampleRange) {
  const asOf = new Date(to).toISOString()
  return { from: new Date(from).toISOString(), to: asOf, asOf, pending: 0 }
}
