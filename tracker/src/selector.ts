import { isSecret } from './elements.js'
import { cut, STRING_LENGTH } from './limits.js'

/** Attributes by which authors name an element. */
const NAMING = /^(id|name|role|data-(test|cy|qa|mt).*)$/
/** Numbers of records, hashes, what frameworks make up (`:r1:`, `_r_1_`): others on the next load. Or no plain text. */
const UNSTABLE = /^$|(\d.*){3}|_r_|[:«"\\\n]/

/** Searches of the whole tree for one selector: they bound its time on a huge page. */
const MAX_SEARCHES = 6

/** Selectors that name an element by itself, best first. */
const namesOf = (element: Element): string[] => {
  const names: string[] = []
  for (const { name, value } of element.attributes) {
    if (!NAMING.test(name) || UNSTABLE.test(value)) continue
    if (name === 'id') names.unshift(`#${CSS.escape(value)}`)
    else names.push(`[${name}="${value}"]`)
  }
  return names
}

/** An element among its siblings. */
const stepOf = (element: Element): string => {
  const tag = CSS.escape(element.localName)
  let position = 1
  for (let other = element.previousElementSibling; other; other = other.previousElementSibling) {
    if (other.localName === element.localName) position++
  }
  return element.matches(':only-of-type') ? tag : `${tag}:nth-of-type(${position})`
}

/**
 * A CSS selector that matches this element alone: its own name if it has one, else the way to it from the nearest
 * ancestor that has. Inside an open shadow tree it is `<selector of the host> >>> <selector in the tree>`. A password,
 * card or similar field is not called by its name.
 */
export const selectorOf = (element: Element): string => {
  const root = element.getRootNode() as ParentNode & Node
  // Not by `host`: a link has one too, and so has a document with a form of that name.
  const prefix = root instanceof ShadowRoot ? `${selectorOf(root.host)} >>> ` : ''
  let searches = MAX_SEARCHES
  let path = ''
  for (
    let current: Element | null = element;
    current && path.length < STRING_LENGTH;
    current = current.parentElement
  ) {
    const name = (path || !isSecret(element) ? namesOf(current) : []).find(
      (each) => searches-- > 0 && root.querySelectorAll(each).length === 1,
    )
    path = (name ?? stepOf(current)) + path
    if (name || current === document.body) return cut(prefix + path)
    path = ` > ${path}`
  }
  return cut(prefix ? `${prefix}:host${path}` : path.slice(3))
}
