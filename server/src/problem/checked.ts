import type { ZodType, z } from 'zod'
import { badRequest, invalid } from './problem.exception.js'

/**
 * The value as the schema has it.
 * @throws ProblemException 400 that names every bad field.
 */
export function checked<S extends ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = parsedBy(schema, value, what)
  if (!parsed.success) throw invalid(parsed.error, what)
  return parsed.data
}

function parsedBy<S extends ZodType>(schema: S, value: unknown, what: string) {
  try {
    return schema.safeParse(value)
  } catch (error) {
    // zod passes on what it finds as arguments of a call, and there are only so many.
    if (!(error instanceof RangeError)) throw error
    throw badRequest(`The ${what} is not valid: more of it is wrong than can be named.`)
  }
}
