import { z } from 'zod'

/** What the routes answer, for the API's description. */

const count = z.int().min(0)
const ratio = z.number().min(0).max(1).nullable()
const seconds = z.number().min(0).nullable()
const instant = z.iso.datetime()

const meta = {
  asOf: instant.describe('When the report was read.'),
  pending: count.describe('Acknowledged batches that the report does not hold yet; 0: it holds all.'),
}
const range = { from: instant.describe('Inclusive.'), to: instant.describe('Exclusive.') }
const approximate = z
  .literal(true)
  .optional()
  .describe('Visitor counts are estimates (over 100,000 visitors).')

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
})

export const accepted = z.strictObject({ accepted: count.describe('Events stored.') })

const element = z.strictObject({
  selector: z.string(),
  clicks: count,
  share: ratio.describe('Of all clicks.'),
  rage: count,
  dead: count,
  offset: z.tuple([z.number(), z.number()]).nullable().describe('Mean position in the element, 0 to 1.'),
})

const frame = {
  page: z.string(),
  views: count,
  columns: z.int(),
  rowHeight: z.int().describe('CSS px.'),
  rows: count,
  max: z.number().min(0),
  total: z.number().min(0),
}

export const heatmap = z.union([
  z.strictObject({
    ...frame,
    layer: z.enum(['move', 'click', 'rage', 'dead', 'error']),
    points: z
      .array(z.tuple([count, count, z.number()]))
      .describe('[column, row, value], by row, then column.'),
    elements: z.array(element).max(200).optional(),
    ...range,
    ...meta,
  }),
  z.strictObject({
    ...frame,
    layer: z.literal('scroll'),
    bands: z.array(z.tuple([count, count, z.number()])).describe('[row, views, seconds] for every row.'),
    averageFold: z.number().nullable().describe("Mean height of the views' viewports, CSS px."),
    ...range,
    ...meta,
  }),
])

export const paths = z.strictObject({
  sessions: count,
  nodes: z.array(
    z.strictObject({
      id: z.string(),
      step: count,
      page: z.string(),
      count,
      starts: count,
      exits: count,
    }),
  ),
  links: z.array(z.strictObject({ source: z.string(), target: z.string(), value: count })),
  ...range,
  ...meta,
})

const funnelSteps = z.array(
  z.strictObject({
    name: z.string(),
    count,
    conversion: ratio,
    fromPrevious: ratio,
    dropped: count,
    seconds: z.strictObject({ median: z.number(), mean: z.number(), p90: z.number() }).nullable(),
  }),
)

export const funnel = z.strictObject({
  steps: funnelSteps,
  actors: count,
  converted: count,
  breakdown: z.array(z.strictObject({ value: z.string(), steps: funnelSteps })).optional(),
  ...range,
  ...meta,
})

export const pages = z.strictObject({
  pages: z.array(
    z.strictObject({
      page: z.string(),
      views: count,
      visitors: count,
      sessions: count,
      clicks: count,
      rage: count,
      dead: count,
      errors: count,
      medianSeconds: seconds,
      scrollDepth: ratio,
    }),
  ),
  approximate,
  ...range,
  ...meta,
})

export const forms = z.strictObject({
  forms: z.array(
    z.strictObject({
      form: z.string(),
      page: z.string(),
      views: count,
      starts: count,
      submits: count,
      conversion: ratio,
      medianSeconds: seconds,
      fields: z.array(
        z.strictObject({
          field: z.string(),
          focuses: count,
          changes: count,
          medianSeconds: seconds,
          refills: count,
          lastTouched: count,
        }),
      ),
    }),
  ),
  ...range,
  ...meta,
})

const counts = {
  visitors: count,
  sessions: count,
  views: count,
  clicks: count,
  rage: count,
  dead: count,
  errors: count,
  bounceRate: ratio,
  medianSessionSeconds: seconds,
}

export const summary = z.strictObject({
  total: z.strictObject(counts),
  days: z.array(z.strictObject({ day: z.iso.date(), ...counts })),
  approximate,
  ...range,
  ...meta,
})

const siteFields = {
  id: z.string(),
  name: z.string(),
  origins: z.array(z.string()),
  pageRules: z.array(z.strictObject({ match: z.string(), page: z.string() })),
  collapseIds: z.boolean(),
  retentionDays: z.int().nullable(),
  rawDays: z.int().nullable(),
  createdAt: instant,
}
const secret = z.string().describe('Signs embed tokens. It is told this once.')

export const site = z.strictObject(siteFields)
export const newSite = z.strictObject({ ...siteFields, secret })
export const siteList = z.strictObject({ sites: z.array(site) })
export const newSecret = z.strictObject({ secret })
export const token = z.strictObject({ token: z.string(), expiresIn: z.int().describe('Seconds.') })
export const demoToken = token.extend({ site: z.string() })
export const running = z.strictObject({ status: z.literal('running') })

export const visitor = z.strictObject({
  site: z.string(),
  visitor: z.string(),
  batches: z
    .array(z.looseObject({ id: z.string(), receivedAt: instant }))
    .describe('Raw batches as they came.'),
  sessions: z.array(
    z.strictObject({
      start: instant,
      end: instant,
      device: z.string(),
      referrer: z.string(),
      views: z.array(
        z.strictObject({
          page: z.string(),
          start: instant,
          viewport: z.tuple([count, count]),
          visibleMs: count,
          clicks: count,
        }),
      ),
      events: z.array(
        z.strictObject({
          at: instant,
          kind: z.string(),
          page: z.string(),
          what: z.string(),
          detail: z.string().optional(),
        }),
      ),
    }),
  ),
})

export const health = z.strictObject({ status: z.literal('ok') })
export const ready = health.extend({ store: z.literal('ok'), queue: z.literal('ok') })
