import { HEATMAP_LAYERS } from '@mouse-tracking/contract'
import { z } from 'zod'
import { integerParam, reportQuery } from '../reports/filters.js'

/** The parameters of the heatmap report. */
export const heatmapQuery = reportQuery({
  page: z.string('is needed: a page such as /pricing').min(1, 'must not be empty'),
  layer: z.enum(HEATMAP_LAYERS, { error: `must be one of ${HEATMAP_LAYERS.join(', ')}` }).default('click'),
  /** Viewport widths, CSS px. */
  minWidth: integerParam(0, 1_000_000).optional(),
  maxWidth: integerParam(0, 1_000_000).optional(),
})
