/** What became of one attempt to send a batch. With neither `taken` nor `refused` nobody knows: send it again. */
export interface Outcome {
  taken?: true
  /** Why the server will never take it. */
  refused?: Error
  /** ms for which the server wants to be left alone. */
  wait?: number
  /** There was no connection to send it over. */
  unconnected?: true
}

/** Reads an answer other than a success: the request was wrong for good, or it may succeed later. */
export const failure = (status: number, detail = 'no reason given', wait?: number): Outcome =>
  status >= 400 && status < 500 && status !== 408 && status !== 429
    ? { refused: new Error(`The server refused a batch (${status}): ${detail}`) }
    : { wait }
