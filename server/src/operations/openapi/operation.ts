import type { OpenAPIObject } from '@nestjs/swagger'
import { type ZodType, z } from 'zod'
import type { Access } from '../../sites/access.guard.js'
import { problem } from './answers.js'

/** One route, for the API's description. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** As in OpenAPI: `/api/sites/{site}` */
  path: string
  tag: string
  summary: string
  access: Access
  query?: ZodType
  body?: { schema: ZodType; example: unknown }
  /** By status; null for an answer without a body, text for one that is no JSON. */
  answers: Record<number, ZodType | string | null>
  /** Statuses of its problems, besides those that follow from the rest. */
  problems?: number[]
}

type PathItem = OpenAPIObject['paths'][string]
type Json = Record<string, unknown>

const PROBLEMS: Record<number, string> = {
  400: 'Something in the request is wrong; `errors` names every bad field.',
  401: 'No key, or a wrong or expired one.',
  403: 'The key or the origin may not do this.',
  404: 'There is no such site.',
  409: 'The id is taken.',
  413: 'Larger than 1 MiB, inflated.',
  415: 'Neither application/json nor text/plain, or another encoding than gzip.',
  429: 'Too often; `Retry-After` says when to come back.',
  503: 'The store cannot take it just now; nothing was stored. `Retry-After` says when to come back.',
}

/** What of the API's description says this route. */
export function describe(operation: Operation): PathItem {
  const { method, tag, summary, access, body, answers } = operation
  return {
    [method]: {
      tags: [tag],
      summary,
      operationId: operationId(operation),
      parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
      security: access === 'open' ? [] : [{ key: [] }],
      ...(body && { requestBody: { required: true, content: content(body.schema, 'input', body.example) } }),
      responses: {
        ...Object.fromEntries(
          Object.entries(answers).map(([status, answer]) => [status, describeAnswer(Number(status), answer)]),
        ),
        ...Object.fromEntries(problemsOf(operation).map((status) => [status, describeProblem(status)])),
      },
    },
  } as PathItem
}

function operationId({ method, path }: Operation): string {
  const words = path.split('/').filter((part) => part !== '' && part !== 'api')
  return [method, ...words.map((word) => word.replace(/\W/g, ''))].join('_')
}

function problemsOf({ path, access, query, body, problems = [] }: Operation): number[] {
  const statuses = new Set(problems)
  if (access !== 'open') for (const status of [401, 403, 429]) statuses.add(status)
  if (query || body) statuses.add(400)
  if (body) for (const status of [413, 415]) statuses.add(status)
  if (path.includes('{site}')) statuses.add(404)
  return [...statuses].sort()
}

function describeAnswer(status: number, answer: ZodType | string | null) {
  const description = status === 202 ? 'Taken.' : 'Done.'
  if (answer === null) return { description }
  if (typeof answer === 'string')
    return { description, content: { [answer]: { schema: { type: 'string' } } } }
  return { description, content: content(answer, 'output') }
}

function describeProblem(status: number) {
  const retry = { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer', minimum: 1 } } }
  return {
    description: PROBLEMS[status],
    ...((status === 429 || status === 503) && { headers: retry }),
    content: { 'application/problem+json': { schema: jsonSchema(problem, 'output') } },
  }
}

const pathParameters = (path: string) =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,64}$' },
  }))

function queryParameters(query: ZodType | undefined) {
  if (!query) return []
  const { properties, required = [] } = jsonSchema(query, 'input') as {
    properties: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(schema.type === 'array' && { explode: true }),
    schema,
  }))
}

const content = (schema: ZodType, io: 'input' | 'output', example?: unknown) => ({
  'application/json': { schema: jsonSchema(schema, io), ...(example !== undefined && { example }) },
})

function jsonSchema(schema: ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}
