import type { DensityGrid } from '../paint/densityGrid.js'
import { HOTTEST_HEAT } from '../paint/heatScale.js'

/** The gain with which the hottest place of the whole page comes out hot, however many cells overlap there. */
export function heatGain(page: DensityGrid | null): number {
  let hottest = 0
  if (page) for (const heat of page.data) if (heat > hottest) hottest = heat
  return hottest > 0 ? HOTTEST_HEAT / hottest : 0
}
