import type { BackgroundPage } from './Background.js'

/** The innermost element of a live background under a point (shown px), in a few words; undefined where there is none. Its
 * boxes are looked at, since what is inert takes no part in hit testing. */
export function elementAt(page: BackgroundPage, scale: number, x: number, y: number): string | undefined {
  const { root, frame } = page
  if (!root || !frame) return undefined
  const inFrame = frame instanceof HTMLIFrameElement
  const origin = inFrame ? { left: 0, top: 0 } : frame.getBoundingClientRect()
  const left = (inFrame ? x / scale : x) + origin.left
  const top = (inFrame ? y / scale : y) + origin.top

  let found: Element | undefined
  let children: Element[] = [...root.children]
  while (children.length > 0) {
    const inside = children.findLast((child) => {
      const box = child.getBoundingClientRect()
      return left >= box.left && left < box.right && top >= box.top && top < box.bottom
    })
    if (!inside) break
    found = inside
    children = [...inside.children]
  }
  return found && found !== root ? nameOf(found) : undefined
}

const TEXT_LENGTH = 32

function nameOf(element: Element): string {
  const tag = element.tagName.toLowerCase()
  const id = element.id ? `#${element.id}` : ''
  const text = element.childElementCount === 0 ? (element.textContent ?? '').trim() : ''
  const said = text && (text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}…` : text)
  return said ? `${tag}${id} “${said}”` : `${tag}${id}`
}
