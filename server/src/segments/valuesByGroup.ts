/**
 * Puts values together by group.
 * @param groupOf the group (from 1 on) of each value; 0 for none
 * @param groups the greatest group
 * @returns gives the values of the groups from `first` up to, without, `end`
 */
export function valuesByGroup(
  values: Float64Array,
  groupOf: Uint32Array,
  groups: number,
): (first: number, end: number) => Float64Array {
  // Counts become the groups' beginnings, which move to their ends as values are put: those are where the next begin.
  const next = new Uint32Array(groups + 2)
  for (const group of groupOf) if (group > 0) next[group + 1]!++
  for (let group = 1; group <= groups + 1; group++) next[group]! += next[group - 1]!
  const grouped = new Float64Array(next[groups + 1]!)
  for (let i = 0; i < values.length; i++) {
    const group = groupOf[i]!
    if (group > 0) grouped[next[group]!++] = values[i]!
  }
  return (first, end) => grouped.subarray(next[first - 1], next[end - 1])
}
