import { z } from 'zod'
import { atMost } from '../problem/atMost.js'
import { isPagePattern } from '../reports/pagePattern.js'

const id = z
  .string('must be a string')
  .regex(/^[A-Za-z0-9._:-]{1,64}$/, 'must be 1 to 64 characters of A-Za-z0-9._:-')

const origin = z.string('must be a string').refine(isOrigin, 'must be an origin such as https://shop.example')

const days = z
  .int('must be a whole number of days, or null')
  .min(1, 'must be at least 1')
  .max(36_500, 'must be at most 36500')
  .nullable()

const path = z
  .string('must be a string')
  .max(2_048, 'must have at most 2048 characters')
  .startsWith('/', 'must start with /')

const pattern = path.refine(isPagePattern, 'must have nothing after **')

const settings = {
  name: z.string('must be a string').min(1, 'must not be empty').max(200, 'must have at most 200 characters'),
  origins: atMost(z.array(origin, 'must be a list of origins'), 100, 'must have at most 100 origins'),
  pageRules: atMost(
    z.array(
      z.strictObject({ match: pattern, page: path }, 'must be { match, page }'),
      'must be a list of rules',
    ),
    1_000,
    'must have at most 1000 rules',
  ),
  collapseIds: z.boolean('must be true or false'),
  retentionDays: days,
  rawDays: days,
}

/** The body of `POST /api/sites`. */
export const newSiteSchema = z
  .strictObject(
    {
      id,
      name: settings.name.optional(),
      origins: settings.origins.default([]),
      pageRules: settings.pageRules.default([]),
      collapseIds: settings.collapseIds.default(true),
      retentionDays: settings.retentionDays.default(395),
      rawDays: settings.rawDays.default(30),
    },
    'must be a site',
  )
  .transform((site) => ({ ...site, name: site.name ?? site.id }))

/** The body of `PATCH /api/sites/:site`. */
export const siteChangesSchema = z.strictObject(settings, 'must be an object').partial()

/** The body of `POST /api/sites/:site/tokens`. */
export const tokenRequestSchema = z.strictObject(
  {
    /** Seconds. */
    expiresIn: z
      .int('must be a whole number of seconds')
      .min(1, 'must be at least 1')
      .max(86_400, 'must be at most 86400 (a day)')
      .default(900),
  },
  'must be an object',
)

export type NewSite = z.output<typeof newSiteSchema>
export type SiteChanges = z.output<typeof siteChangesSchema>

function isOrigin(value: string): boolean {
  try {
    return new URL(value).origin === value
  } catch {
    return false
  }
}
