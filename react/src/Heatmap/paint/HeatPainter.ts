import type { Cells } from '../layout/cells.js'
import type { ColorTable } from './colorTable.js'

/** What to paint on a canvas: the cells of a window of the page. All lengths are device px. */
export interface HeatPainting {
  /** The canvas's size. */
  width: number
  height: number
  cells: Cells
  /** The cells that can reach the window: from index `first` up to `end`, exclusive. */
  first: number
  end: number
  columnWidth: number
  rowHeight: number
  /** Where the window begins on the page. */
  top: number
  /** How far a cell's heat reaches. */
  radius: number
  /** Heat of one unit of value. Heat adds up; a heat of h shows as the intensity 1 - e^-h. */
  gain: number
  colors: ColorTable
}

/** Paints heat onto a canvas of the painting's size, which it clears first. */
export type HeatPainter = (canvas: HTMLCanvasElement, painting: HeatPainting) => void

/** In radii, how far from a window a cell may lie and still show in it: a blur has a faint rim beyond its radius. */
export const REACH = 1.5
