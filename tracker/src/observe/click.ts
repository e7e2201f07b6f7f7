import type { ClickFields } from '@mouse-tracking/contract'
import { CONTROL, elementsOf, FIELD, isInside } from '../elements.js'
import { TEXT_LENGTH } from '../limits.js'
import type { Page } from '../page.js'
import { selectorOf } from '../selector.js'

/** 0 to 1. */
const share = (part: number, whole: number) => Math.min(Math.max(part / whole || 0, 0), 1)

/** What a button or link says; nothing where it may hold what somebody typed, or is to be masked. */
const labelOf = (click: Event, target: Element, mask = ''): string | undefined => {
  const label = target.closest<HTMLElement>(CONTROL)
  const unfit = FIELD + (mask && `,${mask}`)
  if (!label || isInside(click, unfit) || label.querySelector(unfit)) return
  return label.textContent?.trim().replace(/\s+/g, ' ').slice(0, TEXT_LENGTH)
}

/** Describes a click on `target`, the innermost element: as one on the field or control that it is in. */
export const describeClick = ({ settings, at }: Page, event: MouseEvent, target: Element): ClickFields => {
  // A field first: what is in an editor is called by no name, since that may have been pasted.
  const element = target.closest(FIELD) ?? target.closest(`${CONTROL},label`) ?? target
  const { left, top, width, height } = element.getBoundingClientRect()
  // A click of the keyboard has no position of its own.
  const x = event.detail ? event.clientX : left + width / 2
  const y = event.detail ? event.clientY : top + height / 2
  return {
    t: at(event),
    x: Math.round(x + scrollX),
    y: Math.round(y + scrollY),
    selector: selectorOf(element),
    offset: [share(x - left, width), share(y - top, height)],
    text: labelOf(event, target, settings.mask) || undefined,
    // It, or what it is in, stays where it is while the page scrolls.
    fixed:
      elementsOf(event).some((each) => /fixed|sticky/.test(getComputedStyle(each).position)) || undefined,
  }
}
