import type { Problem, ProblemField } from '@mouse-tracking/contract'
import { HttpException } from '@nestjs/common'
import type { ZodError } from 'zod'

const TYPES = 'https://mouse-tracking.dev/problems/'

/** An error answer of the contract. Thrown anywhere, it reaches the client as `application/problem+json`. */
export class ProblemException extends HttpException {
  constructor(
    readonly problem: Problem,
    /** Seconds for the `Retry-After` header. */
    readonly retryAfter?: number,
  ) {
    super(problem, problem.status)
  }
}

/** `type` is the problem's short name, the last part of its type URI. */
export function problem(
  status: number,
  type: string,
  title: string,
  detail: string,
  errors?: ProblemField[],
): Problem {
  return { type: TYPES + type, title, status, detail, ...(errors && { errors }) }
}

/** Bad fields that an answer names at most, and characters of a path: 1 MiB can have more wrong with it than anybody will read. */
const MOST = { fields: 1_000, path: 512 }

export function badRequest(detail: string, errors?: ProblemField[]): ProblemException {
  const named = errors
    ?.slice(0, MOST.fields)
    .map(({ path, message }) => ({ path: path.slice(0, MOST.path), message }))
  return new ProblemException(problem(400, 'bad-request', 'Bad request', detail, named))
}

export const unauthorized = (detail: string) =>
  new ProblemException(problem(401, 'unauthorized', 'Unauthorized', detail))

export const forbidden = (detail: string) =>
  new ProblemException(problem(403, 'forbidden', 'Forbidden', detail))

export const unknownSite = (site: string) =>
  new ProblemException(
    problem(404, 'unknown-site', 'Unknown site', `There is no site "${site.slice(0, 64)}".`),
  )

export const tooLarge = (detail: string) =>
  new ProblemException(problem(413, 'too-large', 'Content too large', detail))

export const unsupportedMediaType = (detail: string) =>
  new ProblemException(problem(415, 'unsupported-media-type', 'Unsupported media type', detail))

export const tooManyRequests = (detail: string, retryAfter: number) =>
  new ProblemException(problem(429, 'too-many-requests', 'Too many requests', detail), retryAfter)

export const unavailable = (detail: string, retryAfter = 1) =>
  new ProblemException(problem(503, 'unavailable', 'Service unavailable', detail), retryAfter)

/** A 400 that names every bad field: `views.0.events.3.x`. */
export function invalid(error: ZodError, what: string): ProblemException {
  const errors = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known' }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  )
  const { path, message } = errors[0]!
  const first = path ? `${path.slice(0, MOST.path)} ${message}` : message
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return badRequest(`The ${what} is not valid: ${first}${more}.`, errors)
}
