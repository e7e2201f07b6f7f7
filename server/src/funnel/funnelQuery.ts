import {
  type FormAction,
  type FunnelBreakdown,
  type FunnelOrder,
  LIMITS,
  type PropValue,
} from '@mouse-tracking/contract'
import { z } from 'zod'
import { propValue } from '../ingest/propValue.js'
import { atMost } from '../problem/atMost.js'
import { type Filters, reportQuery } from '../reports/filters.js'
import { isPagePattern } from '../reports/pagePattern.js'

/** What an event must be to fill a step. */
export type StepCondition =
  | { kind: 'page'; pattern: string }
  | { kind: 'click'; selector: string }
  | { kind: 'form'; form: string; action: FormAction }
  /** `props` must be equal where they are listed. */
  | { kind: 'custom'; name: string; props: Readonly<Record<string, PropValue>> }

export interface ParsedStep {
  name: string
  condition: StepCondition
}

export interface Exclusion {
  /** Index of the step after which (and before the next) the event is not allowed. */
  after: number
  condition: StepCondition
}

/** A funnel query with its defaults filled in. */
export interface ParsedFunnelQuery extends Filters {
  steps: ParsedStep[]
  exclude: Exclusion[]
  /** From an attempt's first step, inclusive. */
  windowMs: number
  order: FunnelOrder
  per: 'visitor' | 'session'
  breakdown: FunnelBreakdown | null
}

export const MAX_STEPS = 20
const MAX_EXCLUSIONS = 20
const DEFAULT_WINDOW = 1_209_600
/** Seconds on either side of the epoch that dates can tell; a longer window would change nothing. */
const MAX_WINDOW = 8_640_000_000_000
const ACTIONS = ['focus', 'blur', 'change', 'submit', 'abandon'] as const

const text = (max: number = LIMITS.stringLength) =>
  z.string('must be a string').min(1, 'must not be empty').max(max, `must have at most ${max} characters`)

const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, { error: `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}` })

const conditionFields = {
  name: text().optional(),
  page: text().refine(isPagePattern, 'must have nothing after **').optional(),
  click: text().optional(),
  form: text().optional(),
  action: oneOf(...ACTIONS).optional(),
  event: text(LIMITS.nameLength).optional(),
  props: z
    // A record leaves this key out, and the step would match more than was asked for.
    .unknown()
    .refine((value) => !Object.hasOwn(Object(value), '__proto__'), 'must not ask for __proto__')
    .pipe(
      atMost(
        z.record(text(), propValue, 'must be an object'),
        LIMITS.props,
        `must have at most ${LIMITS.props} entries`,
      ),
    )
    .optional(),
}

const step = z
  .strictObject(conditionFields, 'must be a step')
  .transform((given, context) => parsedStep(given, context))

const exclusion = z
  .strictObject(
    { ...conditionFields, after: z.int('must be the index of a step') },
    'must be a step with after',
  )
  .transform(({ after, ...given }, context) => ({ after, condition: parsedStep(given, context).condition }))

/** The body of a funnel request. */
export const funnelQuerySchema = reportQuery({
  steps: atMost(
    z.array(step, 'must be a list of steps').min(2, 'must have at least 2 steps'),
    MAX_STEPS,
    `must have at most ${MAX_STEPS} steps`,
  ),
  window: z
    .int('must be a whole number of seconds')
    .min(1, 'must be at least 1 second')
    .max(MAX_WINDOW, `must be at most ${MAX_WINDOW} seconds`)
    .default(DEFAULT_WINDOW),
  order: oneOf('ordered', 'strict', 'any').default('ordered'),
  per: oneOf('visitor', 'session').default('visitor'),
  exclude: atMost(
    z.array(exclusion, 'must be a list of steps with after'),
    MAX_EXCLUSIONS,
    `must have at most ${MAX_EXCLUSIONS} entries`,
  ).default([]),
  breakdown: oneOf('device', 'entry', 'referrer').optional(),
}).transform(({ window, breakdown = null, ...query }, context): ParsedFunnelQuery => {
  const last = query.steps.length - 2
  query.exclude.forEach(({ after }, index) => {
    if (after >= 0 && after <= last) return
    const message = `must be 0 to ${last}: the index of a step that another follows`
    context.addIssue({ code: 'custom', path: ['exclude', index, 'after'], message })
  })
  if (query.order === 'any' && query.exclude.length > 0) {
    context.addIssue({ code: 'custom', path: ['exclude'], message: 'cannot go with order any' })
  }
  return { ...query, windowMs: window * 1_000, breakdown }
})

type GivenStep = z.output<z.ZodObject<typeof conditionFields>>

function parsedStep(given: GivenStep, context: z.RefinementCtx): ParsedStep {
  const { name, page, click, form, action, event, props } = given
  const refuse = (message: string, ...path: string[]): never => {
    context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  }
  const kinds = Object.entries({ page, click, form, event }).flatMap(([kind, value]) =>
    value === undefined ? [] : kind,
  )
  if (kinds.length !== 1) {
    return refuse(
      `must have exactly one of page, click, form and event${kinds.length > 0 ? `, not ${kinds.join(' and ')}` : ''}`,
    )
  }
  if (action !== undefined && form === undefined) return refuse('goes with form only', 'action')
  if (props !== undefined && event === undefined) return refuse('goes with event only', 'props')
  if (page !== undefined) return { name: name ?? page, condition: { kind: 'page', pattern: page } }
  if (click !== undefined) return { name: name ?? click, condition: { kind: 'click', selector: click } }
  if (event !== undefined)
    return { name: name ?? event, condition: { kind: 'custom', name: event, props: props ?? {} } }
  if (action === undefined) return refuse(`must be ${ACTIONS.join(', ')}`, 'action')
  return { name: name ?? `${form} ${action}`, condition: { kind: 'form', form: form!, action } }
}
