import { LIMITS } from '@mouse-tracking/contract'
import { z } from 'zod'
import { integerParam, reportQuery } from '../reports/filters.js'

const page = z
  .string('must be a page')
  .min(1, 'must not be empty')
  .max(LIMITS.stringLength, `must have at most ${LIMITS.stringLength} characters`)

const MAX_EXCLUDED = 200

/** The parameters of a paths request. Pages are compared as a whole. */
export const pathsQuerySchema = reportQuery({
  /** Keeps walks that contain it, from its first occurrence on. */
  start: page.optional(),
  /** Keeps walks that contain it, up to its first occurrence. */
  end: page.optional(),
  /** Pages a walk. */
  depth: integerParam(1, 20).default(5),
  /** Pages a step that stand by themselves. */
  limit: integerParam(1, 1_000).default(10),
  /** Pages that count as not visited. */
  exclude: z
    .preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(page, 'must be a page or several').max(MAX_EXCLUDED, `must be at most ${MAX_EXCLUDED} pages`),
    )
    .default([]),
})

export type ParsedPathsQuery = z.output<typeof pathsQuerySchema>
