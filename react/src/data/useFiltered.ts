import { useFilters } from '../provider/FilterContext.js'
import type { RangeParams } from './reports.js'

/** The parameters, with what they leave open of the range and the device taken from the shared filters. A range is taken as a
 * whole: with `from` or `to` of its own, a component ignores both shared ones. */
export function useFiltered<P extends RangeParams>(params: P): P {
  const { filters } = useFilters()
  const range = params.from === undefined && params.to === undefined ? filters : params
  return { ...params, from: range.from, to: range.to, device: params.device ?? filters.device }
}
