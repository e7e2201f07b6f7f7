import type { HeatmapElement } from '@mouse-tracking/contract'
import { useEffect, useMemo } from 'react'
import { useElementSize } from '../frame/useElementSize.js'
import type { ResolvedLook } from '../theme/LookContext.js'
import { Background } from './Background.js'
import { describeHeatmap } from './describeHeatmap.js'
import { ElementBoxes } from './ElementBoxes.js'
import { HeatmapTable } from './HeatmapTable.js'
import { HeatReadout } from './HeatReadout.js'
import { HeatTiles } from './HeatTiles.js'
import { clickedBoxes } from './layout/placeElements.js'
import { placedAt, readScene } from './readScene.js'
import { ScrollLayer } from './ScrollLayer.js'
import { sceneNotes } from './sceneNotes.js'
import { type HeatScene, type SceneOptions, useHeatScene } from './useHeatScene.js'

interface HeatmapStageProps {
  options: SceneOptions
  look: ResolvedLook
  label: string
  maxHeight: number | 'none'
  table: boolean
  onElementClick: ((element: HeatmapElement) => void) | undefined
  /** Tells what is drawn, for the toolbar and the footer. */
  onScene: (scene: HeatScene | null, notes: readonly string[]) => void
}

const LEAST_HEIGHT = 120

/** The page and what lies over it. */
export function HeatmapStage({
  options,
  look,
  label,
  maxHeight,
  table,
  onElementClick,
  onScene,
}: HeatmapStageProps) {
  const [sizeRef, room] = useElementSize<HTMLDivElement>()
  const [scene, onPage, fallbackWidth] = useHeatScene(options, room.width)
  const { geometry, profile, placement, spots, report } = scene
  const stops = useMemo(
    () => spots.map(({ x, y }) => ({ x: x * geometry.scale, y: y * geometry.scale })),
    [spots, geometry.scale],
  )

  // The scene is made anew by every render; its surroundings only want the last one.
  useEffect(() => onScene(table || room.width === 0 ? null : scene, table ? [] : sceneNotes(scene, look)))

  if (table) {
    return (
      <HeatmapTable report={report} look={look} label={label} spots={spots} pageWidth={geometry.pageWidth} />
    )
  }
  return (
    <>
      <p className="mtr-hidden">{describeHeatmap(report, look, spots, geometry.pageWidth)}</p>
      {/* Page coordinates run from left to right in every language. */}
      <div
        ref={sizeRef}
        className="mtr-viewport"
        dir="ltr"
        data-flow={maxHeight === 'none'}
        style={{
          maxHeight: maxHeight === 'none' ? undefined : maxHeight,
          minHeight: Math.min(geometry.height, LEAST_HEIGHT),
        }}
      >
        {room.width > 0 && (
          <div className="mtr-page" style={{ width: geometry.width, height: geometry.height }}>
            <Background
              background={scene.kind}
              pageWidth={options.pageWidth}
              fallbackWidth={fallbackWidth}
              pageHeight={geometry.pageHeight}
              scale={geometry.scale}
              onPage={onPage}
            />
            {scene.kind.kind !== 'none' && <div className="mtr-veil" />}
            {profile ? (
              <ScrollLayer scene={scene} profile={profile} look={look} />
            ) : scene.elements && placement ? (
              <ElementBoxes placed={clickedBoxes(placement)} formats={look.formats} />
            ) : (
              <HeatTiles scene={scene} />
            )}
            <HeatReadout
              label={look.strings.heatmap.stage}
              geometry={geometry}
              radius={profile || scene.elements ? 0 : options.radius}
              stops={stops}
              read={(x, y) => readScene(scene, look, x, y)}
              onPick={
                onElementClick &&
                ((x, y) => {
                  const element = placedAt(scene, x, y)?.element
                  if (element) onElementClick(element)
                })
              }
            />
          </div>
        )}
      </div>
    </>
  )
}
