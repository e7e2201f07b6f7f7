import { STATUS_CODES } from 'node:http'
import type { Problem } from '@mouse-tracking/contract'
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { countStoreError } from '../operations/metrics.js'
import { isStoreAway } from './isStoreAway.js'
import { ProblemException, problem, unavailable } from './problem.exception.js'

/** Every error leaves the server as a problem of the contract; what nobody expected is logged and answered as a 500 without its details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http')

  catch(thrown: unknown, host: ArgumentsHost) {
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    // Its sender has hung up while its body came, and there is nobody to answer. It looks like a store that does.
    if (thrown === request.raw.errored) {
      sendProblem(reply, problem(400, 'bad-request', 'Bad Request', 'The body did not arrive.'))
      return
    }
    const error = understood(thrown)
    const answer = toProblem(error)
    countStoreError(thrown)
    if (error !== thrown)
      this.logger.warn({ message: `The store does not answer: ${messageOf(thrown)}`, requestId: request.id })
    if (answer.status >= 500 && !(error instanceof ProblemException))
      this.logger.error(
        { message: `${request.method} ${request.routeOptions?.url ?? ''} failed`, requestId: request.id },
        stackOf(error),
      )
    if (error instanceof ProblemException && error.retryAfter !== undefined)
      reply.header('Retry-After', String(error.retryAfter))
    reply.header('X-Request-Id', request.id)
    if (answer.status === 401) reply.header('WWW-Authenticate', 'Bearer')
    sendProblem(reply, answer)
  }
}

export function sendProblem(reply: FastifyReply, answer: Problem): void {
  reply.status(answer.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(answer))
}

/** What a client is told of any error. */
export function toProblem(error: unknown): Problem {
  const known = understood(error)
  if (known instanceof ProblemException) return known.problem
  const status = statusOf(error)
  if (status === 413) return problem(413, 'too-large', 'Content too large', 'The body is larger than 1 MiB.')
  if (status === 415)
    return problem(
      415,
      'unsupported-media-type',
      'Unsupported media type',
      'Send application/json or text/plain, plain or with Content-Encoding: gzip.',
    )
  if (status >= 500)
    return problem(
      500,
      'internal',
      'Internal server error',
      'Something went wrong on our side; it has been logged.',
    )
  const title = STATUS_CODES[status] ?? 'Error'
  return problem(status, title.toLowerCase().replace(/[^a-z]+/g, '-'), title, messageOf(error))
}

/** A store that is away has an answer of its own; any other error is what it was. */
const understood = (error: unknown) =>
  isStoreAway(error) ? unavailable('The store does not answer just now; ask again.') : error

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus()
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}

/** It may quote a long URL. */
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)
const stackOf = (error: unknown) => (error instanceof Error ? error.stack : String(error))
