/** Shown px. */
export const TILE_HEIGHT = 512

export interface Tile {
  index: number
  top: number
  height: number
}

/** A page cut into tiles from the top; the last is as high as what is left. */
export function tiles(pageHeight: number, tileHeight = TILE_HEIGHT): Tile[] {
  const count = Math.ceil(pageHeight / tileHeight)
  return Array.from({ length: count }, (_, index) => {
    const top = index * tileHeight
    return { index, top, height: Math.min(tileHeight, pageHeight - top) }
  })
}
