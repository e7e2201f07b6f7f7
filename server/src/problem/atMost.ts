import { type ZodType, z } from 'zod'

/**
 * A list or record that is looked into only if it has no more entries than it may have. Else naming what is wrong with each
 * of a million entries would take seconds, and nobody would read it.
 */
export function atMost<S extends ZodType>(schema: S, most: number, message: string) {
  const bounded = z.preprocess((value, context) => {
    if (entriesOf(value) <= most) return value
    context.addIssue({ code: 'custom', message, input: value })
    return z.NEVER
  }, schema)
  // For its description.
  return bounded.meta({ [schema instanceof z.ZodArray ? 'maxItems' : 'maxProperties']: most })
}

function entriesOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}
