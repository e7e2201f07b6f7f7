import { cut } from './limits.js'
import { isSensitive } from './privacy.js'

/** Attributes with which authors name an element, best first. */
const NAMING = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa', 'data-mt', 'name', 'role']
/** Elements (and custom elements) that pages tend to have one of. */
const LANDMARK = /^(html|body|main|nav|header|footer|aside|form|dialog|h1)$|-/
/** Names that frameworks make up, numbers of records, hashes: they would be others on the next load. */
const GENERATED = /\d{4}|[:«]|_r_|(?=[a-f]*\d)[\da-f]{6}|^(radix|headlessui|react-aria|mui|ember)/i
const PLAIN = /^[\w\-./[\] ]{1,64}$/

// Both bound the time that one selector takes on a huge page.
const MAX_SEARCHES = 6
const MAX_STEPS = 100

/** Selectors that name an element by itself, best first. */
function namesOf(element: Element): string[] {
  const tag = element.localName
  const id = element.getAttribute('id')
  const names = NAMING.flatMap((attribute) => {
    const value = element.getAttribute(attribute)
    if (!value || GENERATED.test(value) || !PLAIN.test(value)) return []
    return `${attribute.startsWith('data') ? '' : tag}[${attribute}="${value}"]`
  })
  if (id && !GENERATED.test(id)) names.unshift(`#${CSS.escape(id)}`)
  if (LANDMARK.test(tag)) names.push(tag)
  return names
}

/** The element among its siblings. */
function stepOf(element: Element): string {
  const tag = element.localName
  let position = 1
  let alone = true
  for (let other = element.previousElementSibling; other; other = other.previousElementSibling) {
    if (other.localName === tag) position++
  }
  for (let other = element.nextElementSibling; other && alone; other = other.nextElementSibling) {
    alone = other.localName !== tag
  }
  return alone && position === 1 ? tag : `${tag}:nth-of-type(${position})`
}

/**
 * A CSS selector that matches this element alone: its own name if it has one, else the way to it from the nearest
 * ancestor that has. Within an open shadow tree it is `<selector of the host> >>> <selector within the tree>`.
 * A password, card or similar field is not called by its name, unless the selector `allow` matches it.
 */
export function selectorOf(element: Element, allow = ''): string {
  const root = element.getRootNode() as Document | ShadowRoot
  const nameless = element.matches('input,select,textarea') && isSensitive(element, allow)
  let searches = MAX_SEARCHES
  let path = ''
  let current: Element | null = element

  for (let steps = 0; current && steps < MAX_STEPS; steps++) {
    const name: string | undefined =
      nameless && current === element
        ? undefined
        : namesOf(current).find((each) => searches-- > 0 && root.querySelectorAll(each).length === 1)
    if (name) {
      const only = path && current.getElementsByTagName(element.localName).length === 1
      path = only ? `${name} ${element.localName}` : path ? `${name} > ${path}` : name
      break
    }
    const step = stepOf(current)
    path = path ? `${step} > ${path}` : step
    current = current.parentElement
  }

  if (!(root instanceof ShadowRoot)) return cut(path)
  return cut(`${selectorOf(root.host, allow)} >>> ${current ? '' : ':host > '}${path}`)
}
