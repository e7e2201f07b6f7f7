import type { HeatmapElement } from '@mouse-tracking/contract'

export interface PlacedElement {
  element: HeatmapElement
  /** Px from the origin. */
  left: number
  top: number
  width: number
  height: number
}

export interface Placement {
  placed: PlacedElement[]
  /** The share of the elements' clicks, 0 to 1, whose elements are not there or not shown. */
  unplacedShare: number
}

/** The elements that were clicked: others have rage or dead clicks alone. */
export const clickedBoxes = ({ placed }: Placement): PlacedElement[] =>
  placed.filter(({ element }) => element.clicks > 0)

type Root = Pick<ParentNode, 'querySelector'>

/** Finds the elements of a report on a live page. Larger ones come first, so that smaller ones lie over them.
 *  @param box where an element is, px from the origin; null when it is not shown */
export function placeElements(
  elements: readonly HeatmapElement[],
  root: Root,
  box: (element: Element) => Omit<PlacedElement, 'element'> | null,
): Placement {
  const placed: PlacedElement[] = []
  let clicks = 0
  let unplaced = 0
  for (const element of elements) {
    clicks += element.clicks
    const found = findElement(root, element.selector)
    const where = found && box(found)
    if (where) placed.push({ element, ...where })
    else unplaced += element.clicks
  }
  placed.sort((a, b) => b.width * b.height - a.width * a.height)
  return { placed, unplacedShare: clicks === 0 ? 0 : unplaced / clicks }
}

/** Within shadow trees a selector is recorded tree by tree. */
const INTO_SHADOW = ' >>> '
const BODY = /^\s*(html\s*[> ]\s*)?body(?![\w-])/

/** An element by the selector that was recorded on the whole page, on a root that may be only a part of it. */
export function findElement(root: Root, selector: string): Element | null {
  const [first = '', ...inner] = selector.split(INTO_SHADOW)
  let found = query(root, first) ?? (BODY.test(first) ? query(root, first.replace(BODY, ':scope')) : null)
  for (const next of inner) found = (found?.shadowRoot && query(found.shadowRoot, next)) ?? null
  return found
}

function query(root: Root, selector: string): Element | null {
  try {
    return root.querySelector(selector)
  } catch {
    // A selector of another browser, or cut short: its clicks are told as unplaced.
    return null
  }
}
