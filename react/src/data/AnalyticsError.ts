import type { Problem, ProblemField } from '@mouse-tracking/contract'

/** Why a report could not be had. `status` is the HTTP status, or 0 when no answer came. */
export class AnalyticsError extends Error {
  override readonly name = 'AnalyticsError'
  readonly status: number
  /** The problem's type (RFC 9457), `about:blank` when there is none. */
  readonly type: string
  readonly detail: string
  /** Every bad field of a refused request. */
  readonly fields: readonly ProblemField[]
  /** Milliseconds to wait before another try, when the server said so. */
  readonly retryAfter: number | undefined

  constructor(
    problem: Partial<Problem> & { status: number },
    options?: { cause?: unknown; retryAfter?: number },
  ) {
    super(problem.detail || problem.title || `The server answered ${problem.status}.`, {
      cause: options?.cause,
    })
    this.status = problem.status
    this.type = problem.type ?? 'about:blank'
    this.detail = problem.detail ?? ''
    this.fields = problem.errors ?? []
    this.retryAfter = options?.retryAfter
  }

  /** Whether the same request may succeed later: no answer, overload, or a fault of the server. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
  }
}
