/** Adds durations in ms, staying a safe integer whatever a client claims. */
export function addMs(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER)
}
