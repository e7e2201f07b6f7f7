import { DEVICE_MIN_WIDTH, type Device } from '@mouse-tracking/contract'
import { z } from 'zod'
import { parseInstant } from './parseInstant.js'

export const DAY_MS = 86_400_000

/** A summary has a row a day, so a range has to end somewhere. */
const LONGEST_RANGE = 36_600 * DAY_MS

/** What every report is filtered by. */
export interface Filters {
  /** Epoch ms, inclusive. */
  from: number
  /** Epoch ms, exclusive; after `from`. */
  to: number
  /** Null: all. */
  device: Device | null
}

const instant = z.string('must be a string').transform((text, context) => {
  const ms = parseInstant(text)
  if (ms !== null) return ms
  context.addIssue({
    code: 'custom',
    message: 'must be an ISO 8601 date or instant, such as 2026-11-01 or 2026-11-01T09:30:00Z',
  })
  return z.NEVER
})

const DEVICES = Object.keys(DEVICE_MIN_WIDTH) as Device[]

/**
 * The parameters of a report: the common filters and the report's own; any other is refused. Of the range, `to`
 * defaults to now and `from` to 30 days before `to`.
 */
export function reportQuery<Shape extends z.ZodRawShape>(shape: Shape) {
  const filters = {
    from: instant.optional(),
    to: instant.optional(),
    device: z.enum(DEVICES, { error: 'must be desktop, tablet or mobile' }).optional(),
  }
  const query = z.strictObject({ ...filters, ...shape }, 'must be an object')
  return query.transform((given, context): Filters & z.output<z.ZodObject<Shape>> => {
    // TypeScript cannot spread a generic shape, so the common part is told apart here.
    const { device = null, ...own } = given as z.output<z.ZodObject<typeof filters>>
    const { to = Date.now(), from = to - 30 * DAY_MS } = own
    if (from >= to) {
      const message = `must be before to (${new Date(to).toISOString()})`
      context.addIssue({ code: 'custom', path: ['from'], message, input: given })
    } else if (to - from > LONGEST_RANGE) {
      const message = 'must be at most 100 years before to'
      context.addIssue({ code: 'custom', path: ['from'], message, input: given })
    }
    return { ...own, from, to, device } as Filters & z.output<z.ZodObject<Shape>>
  })
}

/** The UTC days that a range touches: `from` rounded down and `to` up to midnight. */
export function wholeDays<Range extends Pick<Filters, 'from' | 'to'>>(range: Range): Range {
  return {
    ...range,
    from: Math.floor(range.from / DAY_MS) * DAY_MS,
    to: Math.ceil(range.to / DAY_MS) * DAY_MS,
  }
}

/** A whole number in a query string, where it is text, or in JSON. */
export function integerParam(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`
  return z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\d{1,15}$/)
          .transform(Number),
      ],
      message,
    )
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, message)
}
