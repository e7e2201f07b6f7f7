import { type Batch, LIMITS } from '@mouse-tracking/contract'
import { z } from 'zod'
import { atMost } from '../problem/atMost.js'
import { propValue } from './propValue.js'

const INT32 = 2_147_483_647
const MOST_EVENTS = `must have at most ${LIMITS.events} events`

const id = z
  .string('must be a string')
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, 'must be 1 to 64 characters of A-Za-z0-9._:-')
const text = (max: number = LIMITS.stringLength) =>
  z.string('must be a string').max(max, `must have at most ${max} characters`)
const named = (max: number = LIMITS.stringLength) => text(max).min(1, 'must not be empty')
const int = (min: number, max: number) =>
  z
    .int('must be a whole number')
    .min(min, min === 0 ? 'must not be negative' : `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
/** Milliseconds, an instant or a length of time. */
const ms = int(0, Number.MAX_SAFE_INTEGER)
const px = int(-INT32, INT32)
const size = (min: number) => z.tuple([int(min, INT32), int(min, INT32)], 'must be [width, height]')
const share = z.number('must be a number').min(0, 'must be 0 to 1').max(1, 'must be 0 to 1')

const click = {
  t: ms,
  x: px,
  y: px,
  selector: named(),
  offset: z.tuple([share, share], 'must be [x, y], 0 to 1 each').optional(),
  text: text(LIMITS.textLength).optional(),
  fixed: z.literal(true, 'must be true or left out').optional(),
}

// A record leaves out the key `__proto__`.
const props = atMost(
  z.record(
    named(),
    propValue.refine(
      (value) => typeof value !== 'string' || value.length <= LIMITS.stringLength,
      `must have at most ${LIMITS.stringLength} characters`,
    ),
    'must be an object',
  ),
  LIMITS.props,
  `must have at most ${LIMITS.props} entries`,
)

const event = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.literal('move'),
      points: z
        // Times among them: a page may be open for longer than the milliseconds that 32 bits can tell.
        .array(z.int('must be a whole number'), 'must be a list of whole numbers')
        .min(3, 'must have at least one point')
        .refine((points) => points.length % 3 === 0, 'must be triples [t, x, y, dt, dx, dy, …]')
        .refine(neverBackwards, 'must not have a negative t or dt'),
    }),
    z.object({ type: z.literal('click'), ...click }),
    z.object({ type: z.literal('rage'), ...click, count: int(1, INT32) }),
    z.object({ type: z.literal('dead'), ...click }),
    z.object({ type: z.literal('error'), ...click, message: text() }),
    z.object({ type: z.literal('scroll'), t: ms, top: px, ms }),
    z.object({ type: z.literal('resize'), t: ms, viewport: size(1), page: size(0) }),
    z.object({
      type: z.literal('form'),
      t: ms,
      action: z.enum(['focus', 'blur', 'change', 'submit', 'abandon'], {
        error: 'must be focus, blur, change, submit or abandon',
      }),
      form: named(),
      field: text().optional(),
    }),
    z.object({ type: z.literal('custom'), t: ms, name: named(LIMITS.nameLength), props: props.optional() }),
  ],
  { error: 'must be move, click, rage, dead, error, scroll, resize, form or custom' },
)

const view = z.object(
  {
    id,
    url: named(),
    title: text().optional(),
    referrer: text().optional(),
    startedAt: ms,
    viewport: size(1),
    page: size(0),
    pointer: z.enum(['mouse', 'touch', 'pen'], { error: 'must be mouse, touch or pen' }).optional(),
    events: atMost(z.array(event, 'must be a list of events'), LIMITS.events, MOST_EVENTS),
  },
  'must be a page view',
)

const batch = z
  .object(
    {
      v: z.literal(1, 'must be 1'),
      id,
      site: id,
      visitor: id,
      session: id,
      sentAt: ms.optional(),
      views: atMost(
        z.array(view, 'must be a list of page views').min(1, 'must have at least one page view'),
        LIMITS.views,
        `must have at most ${LIMITS.views} page views`,
      ),
    },
    'must be a batch',
  )
  .superRefine(({ views }, context) => {
    const seen = new Set<string>()
    for (const [index, { id, url, startedAt, viewport }] of views.entries()) {
      const key = JSON.stringify([id, url, startedAt, viewport])
      if (seen.has(key)) refuse(context, ['views', index, 'id'], 'is listed twice in this batch')
      seen.add(key)
    }
  })

/**
 * The batch of the contract. Fields that it does not know are dropped, so that a newer tracker can talk to an older
 * server and nothing is stored that nobody asked for. One with too much in it is not looked at any further.
 */
export const batchSchema = z.preprocess((value, context) => {
  let events = 0
  let movePoints = 0
  for (const [index, view] of listIn(value, 'views').entries()) {
    const own = listIn(view, 'events')
    events += own.length
    if (own.length > LIMITS.events) refuse(context, ['views', index, 'events'], MOST_EVENTS)
    for (const event of own) movePoints += listIn(event, 'points').length / 3
  }
  if (events > LIMITS.events) refuse(context, ['views'], `${MOST_EVENTS} in all`)
  if (movePoints > LIMITS.movePoints)
    refuse(context, ['views'], `must have at most ${LIMITS.movePoints} move points in all`)
  return value
}, batch) satisfies z.ZodType<Batch>

function refuse(context: z.RefinementCtx, path: (string | number)[], message: string) {
  context.addIssue({ code: 'custom', path, message })
}

function neverBackwards(points: number[]): boolean {
  for (let i = 0; i < points.length; i += 3) if (points[i]! < 0) return false
  return true
}

/** The list of that name in what may be anything. */
function listIn(value: unknown, name: string): unknown[] {
  const list = (value as Record<string, unknown> | null | undefined)?.[name]
  return Array.isArray(list) ? list : []
}
