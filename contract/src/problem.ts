/** An error answer, `application/problem+json` (RFC 9457). */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors?: ProblemField[]
}

/** One bad field: its path in the request (`views.0.events.3.x`) and what is wrong with it. */
export interface ProblemField {
  path: string
  message: string
}

/** The answer to an accepted batch over HTTP. */
export interface Accepted {
  /** Events stored. */
  accepted: number
}

/** The answers to a batch over the WebSocket. */
export type SocketAnswer = { ack: string } | { error: Problem; id?: string }
