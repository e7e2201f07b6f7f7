import type { Target } from '../sample/sampleHeatmap.js'

/** The shop's page as it is laid out just now; CSS px. */
export interface ShopView {
  width: number
  height: number
  /** Height of what is on screen. */
  fold: number
  /** What people point at; the sample heat lies on it. */
  targets: readonly Target[]
}
