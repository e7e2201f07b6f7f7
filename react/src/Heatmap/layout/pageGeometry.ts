import type { Device } from '@mouse-tracking/contract'

/** The page as it is shown: page px times `scale` are shown px. */
export interface PageGeometry {
  /** Page px. */
  pageWidth: number
  pageHeight: number
  scale: number
  /** Shown px. */
  width: number
  height: number
  columnWidth: number
  rowHeight: number
}

interface Grid {
  columns: number
  rows: number
  rowHeight: number
}

/** The width at which a page is shown that does not say its own (page px). */
export const PAGE_WIDTH: Record<Device, number> = { desktop: 1280, tablet: 768, mobile: 390 }

/** @param background the background's own size in page px; its height is the page's where it is known.
 *  @param shownWidth px that there are */
export function pageGeometry(
  grid: Grid,
  background: { width: number | undefined; height: number | undefined },
  shownWidth: number,
  fallbackWidth: number,
): PageGeometry {
  const pageWidth = background.width ?? fallbackWidth
  const pageHeight = background.height ?? Math.max(1, grid.rows) * grid.rowHeight
  const scale = shownWidth / pageWidth
  return {
    pageWidth,
    pageHeight,
    scale,
    width: shownWidth,
    height: Math.round(pageHeight * scale),
    columnWidth: shownWidth / grid.columns,
    rowHeight: grid.rowHeight * scale,
  }
}
