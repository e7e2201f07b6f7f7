import type { CSSProperties } from 'react'
import type { Formats } from '../format/formats.js'
import type { PlacedElement } from './layout/placeElements.js'

interface ElementBoxesProps {
  placed: readonly PlacedElement[]
  formats: Formats
}

/** A label over the edge of a box this close to the top of the page would be cut off. */
const LABEL_RISE = 11
/** The mean place of the clicks is marked in boxes that are larger than this. */
const MARK_ROOM = 64
const FAINT = 6
const STRONG = 46

/** Boxes over the elements of the page that were clicked, deeper in colour the more clicks they took. */
export function ElementBoxes({ placed, formats }: ElementBoxesProps) {
  const most = Math.max(...placed.map(({ element }) => element.clicks), 1)
  return (
    <div className="mtr-boxes" aria-hidden>
      {placed.map(({ element, left, top, width, height }) => {
        const heat = FAINT + (STRONG - FAINT) * Math.sqrt(element.clicks / most)
        return (
          <div
            key={element.selector}
            className="mtr-box"
            data-selector={element.selector}
            data-inside={top < LABEL_RISE}
            style={{ left, top, width, height, '--heat': `${heat.toFixed(1)}%` } as CSSProperties}
          >
            {element.offset && width > MARK_ROOM && height > MARK_ROOM && (
              <i style={{ left: `${element.offset[0] * 100}%`, top: `${element.offset[1] * 100}%` }} />
            )}
            <span>{formats.compact(element.clicks)}</span>
          </div>
        )
      })}
    </div>
  )
}
