import quickselect from 'quickselect'

/** Up to here a histogram costs more than it saves. */
const FEW = 4_096
/** Bits of a 32-bit float that are left out of a bucket's number: buckets are 0.4 % wide. */
const WITHIN_BUCKET = 15
const BUCKETS = 2 ** (31 - WITHIN_BUCKET)

/**
 * The values that would stand at some ranks (ascending, from 0) if the values were in order. It takes time linear in their
 * number, and may change their order.
 * @param values from 0 on
 */
export function valuesAtRanks(values: Float64Array, ranks: readonly number[]): number[] {
  return values.length <= FEW ? selected(values, ranks) : selectedOf(values, ranks)
}

function selected(values: Float64Array, ranks: readonly number[]): number[] {
  let left = 0
  return ranks.map((rank) => {
    // Its types ask for an Array; it only swaps elements. What is left of the rank before is smaller already.
    quickselect(values as unknown as number[], rank, left, values.length - 1, ascending)
    left = rank
    return values[rank]!
  })
}

/** Counts values by bucket, and puts in order only those of the buckets that hold a rank. */
function selectedOf(values: Float64Array, ranks: readonly number[]): number[] {
  // Floats from 0 on are in the order of their bits, and rounding to 32 of them keeps that order.
  const bits = new Uint32Array(Float32Array.from(values).buffer)
  const counts = new Uint32Array(BUCKETS)
  for (let i = 0; i < bits.length; i++) counts[bits[i]! >>> WITHIN_BUCKET]!++
  const isWanted = new Uint8Array(BUCKETS)
  const places: number[] = []
  let below = 0
  let gathered = 0
  for (let bucket = 0; bucket < BUCKETS && places.length < ranks.length; bucket++) {
    const end = below + counts[bucket]!
    for (let rank = ranks[places.length]!; rank < end; rank = ranks[places.length]!) {
      isWanted[bucket] = 1
      places.push(gathered + rank - below)
      if (places.length === ranks.length) break
    }
    if (isWanted[bucket] === 1) gathered += counts[bucket]!
    below = end
  }
  const some = new Float64Array(gathered)
  let next = 0
  for (let i = 0; i < bits.length; i++) {
    if (isWanted[bits[i]! >>> WITHIN_BUCKET] === 1) some[next++] = values[i]!
  }
  some.sort()
  return places.map((place) => some[place]!)
}

const ascending = (a: number, b: number) => a - b
