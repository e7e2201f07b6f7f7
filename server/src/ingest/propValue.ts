import type { PropValue } from '@mouse-tracking/contract'
import { z } from 'zod'

const TYPES = new Set(['string', 'number', 'boolean'])

/** A prop of a custom event. A union would say the same, at ten times the price for each that is wrong. */
export const propValue = z
  .custom<PropValue>((value) => TYPES.has(typeof value), {
    error: 'must be a string, a number or a boolean',
    abort: true,
  })
  .meta({ anyOf: [...TYPES].map((type) => ({ type })) })
