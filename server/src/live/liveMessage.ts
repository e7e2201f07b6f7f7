import { z } from 'zod'

const id = z.string('must be a string').min(1, 'must not be empty').max(64, 'must have at most 64 characters')
const site = z.string('must be a string').optional()

/** What a client of `/ws/reports` may say: first its key, then what it wants to see. */
export const liveMessageSchema = z.union(
  [
    z.strictObject({ token: z.string('must be a string').max(8_192, 'is too long'), site }),
    z.strictObject({
      subscribe: id,
      report: z.string('must be a string'),
      params: z.unknown().optional(),
      site,
    }),
    z.strictObject({ unsubscribe: id }),
  ],
  'must be {"token"}, {"subscribe", "report", "params"} or {"unsubscribe"}',
)

export type LiveMessage = z.output<typeof liveMessageSchema>
