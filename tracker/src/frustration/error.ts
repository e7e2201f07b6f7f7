/** An error this long (ms) after a click still counts as the click's. */
const WITHIN = 2_000

/** Whether an error at `at` (ms) counts as that of a click, the last one before it. */
export const isErrorClick = (clickedAt: number, at: number): boolean => at - clickedAt <= WITHIN
