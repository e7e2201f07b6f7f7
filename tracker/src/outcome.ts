/**
 * What became of an attempt to send a batch. Null: it was acknowledged. An error: it will never be taken. A number:
 * nobody knows, or not now; it is to be sent again, after that many ms at the earliest.
 */
export type Outcome = null | Error | number

/** Reads an answer other than a success. */
export const failure = (status: number, problem: string, wait?: number): Outcome =>
  /^4(?!08|29)/.test(`${status}`) ? new Error(`Batch refused: ${problem}`) : wait || 0
