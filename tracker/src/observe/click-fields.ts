import type { ClickFields } from '@mouse-tracking/contract'
import { labelOf } from '../privacy.js'
import type { PageRecording } from '../recording.js'
import { selectorOf } from '../selector.js'

/** A click on an icon or text inside one of these is a click on it. */
const INTERACTIVE =
  'a[href],button,label,summary,select,textarea,input,[role=button],[role=link],[role=menuitem],[role=tab]'

/** Whether the element, or one that it is in, stays where it is while the page scrolls. */
function isFixed(element: Element): boolean {
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as ShadowRoot).host) {
    if (node instanceof Element && /fixed|sticky/.test(getComputedStyle(node).position)) return true
  }
  return false
}

const within = (part: number, whole: number) =>
  Math.round(Math.min(Math.max(part / whole, 0), 1) * 1_000) / 1_000

/** Describes a click on `target`, the innermost element there. */
export function clickFields(page: PageRecording, event: MouseEvent, target: Element): ClickFields {
  const { mask, allowFields } = page.settings
  const element = target.closest(INTERACTIVE) ?? target
  const { left, top, width, height } = element.getBoundingClientRect()
  let { clientX, clientY } = event
  if (!event.detail) {
    // Made with the keyboard: it has no position of its own.
    clientX = left + width / 2
    clientY = top + height / 2
  }
  const fields: ClickFields = {
    t: page.at(event),
    x: Math.round(clientX + event.pageX - event.clientX),
    y: Math.round(clientY + event.pageY - event.clientY),
    selector: selectorOf(element, allowFields),
  }
  if (width && height) fields.offset = [within(clientX - left, width), within(clientY - top, height)]
  const text = labelOf(event, element, mask)
  if (text) fields.text = text
  if (isFixed(element)) fields.fixed = true
  return fields
}
