import type { HeatmapLayer, HeatmapProps } from '@mouse-tracking/react'
import type { ReactNode, Ref } from 'react'
import type { ShopView } from './ShopView.js'

/** What live and sample reports are both about: the page that is open in the shop. */
export interface ShownPage {
  path: string
  page: string
  layer: HeatmapLayer
  view: ShopView
  /** How the heatmap is shown, whatever is in it. */
  stage: Pick<HeatmapProps, 'background' | 'pageWidth' | 'maxHeight' | 'layer'>
  tabs: ReactNode
  heatmapRef: Ref<HTMLElement>
}
