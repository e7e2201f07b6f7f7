import type { ZodType, z } from 'zod'
import { invalid } from './problem.exception.js'

/**
 * The value as the schema has it.
 * @throws ProblemException 400 that names every bad field.
 */
export function checked<S extends ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalid(parsed.error, what)
  return parsed.data
}
