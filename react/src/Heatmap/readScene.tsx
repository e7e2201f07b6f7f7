import type { ReactNode } from 'react'
import type { ResolvedLook } from '../theme/LookContext.js'
import { elementAt } from './elementAt.js'
import { sumAround } from './layout/cells.js'
import type { PlacedElement } from './layout/placeElements.js'
import type { HeatScene } from './useHeatScene.js'

/** What there is to say about a point of the page (shown px); null for nothing. */
export function readScene(scene: HeatScene, look: ResolvedLook, x: number, y: number): ReactNode {
  if (scene.profile) return readScroll(scene, look, y)
  if (scene.elements) return readElement(placedAt(scene, x, y), look)
  return readHeat(scene, look, x, y)
}

/** The innermost clicked element at a point. */
export function placedAt({ placement }: HeatScene, x: number, y: number): PlacedElement | undefined {
  return placement?.placed.findLast(
    ({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height,
  )
}

function readScroll(
  { profile, geometry }: HeatScene,
  { strings, formats }: ResolvedLook,
  y: number,
): ReactNode {
  if (!profile) return null
  const row = Math.floor(y / geometry.rowHeight)
  return (
    <>
      <b>{strings.heatmap.reach(formats.percent(profile.reach[row] ?? 0))}</b>
      <span>{strings.heatmap.attention(formats.duration(profile.attention[row] ?? 0))}</span>
    </>
  )
}

function readElement(placed: PlacedElement | undefined, { strings, formats }: ResolvedLook): ReactNode {
  if (!placed) return null
  const { selector, clicks, share, rage, dead } = placed.element
  const { amount } = strings.heatmap
  return (
    <>
      <b>{selector}</b>
      <span>
        {amount.click(formats.count(clicks))}, {strings.heatmap.share(formats.percent(share))}
      </span>
      {rage > 0 && <span>{amount.rage(formats.count(rage))}</span>}
      {dead > 0 && <span>{amount.dead(formats.count(dead))}</span>}
    </>
  )
}

function readHeat(scene: HeatScene, { strings, formats }: ResolvedLook, x: number, y: number): ReactNode {
  const { report, cells, geometry, radius, page } = scene
  if (report.layer === 'scroll') return null
  const sum = sumAround(cells, geometry.columnWidth, geometry.rowHeight, x, y, radius)
  const element = placedAt(scene, x, y)?.element.selector ?? elementAt(page, geometry.scale, x, y)
  if (sum === 0 && !element) return null
  const amount = strings.heatmap.amount[report.layer](formats.count(sum))
  return (
    <>
      <b>{strings.heatmap.within(amount, formats.number(radius))}</b>
      {sum > 0 && report.total > 0 && (
        <span>{strings.heatmap.share(formats.percent(sum / report.total))}</span>
      )}
      {element && <span>{element}</span>}
    </>
  )
}
