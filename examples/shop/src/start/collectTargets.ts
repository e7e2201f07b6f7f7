import type { Target } from '../sample/sampleHeatmap.js'

const LINKS = 'header a, footer a'
const CONTROLS = 'main :is(a, button, input, select, textarea, summary)'
const TEXTS = 'main :is(h1, h2, .lead, blockquote, .product-picture, .hero-picture)'

/** The controls and the texts of a page, with their places in page px. */
export function collectTargets(page: Document): Target[] {
  return [...find(page, LINKS, 'link'), ...find(page, CONTROLS, 'control'), ...find(page, TEXTS, 'text')]
}

function find(page: Document, selector: string, kind: Target['kind']): Target[] {
  const { scrollX = 0, scrollY = 0 } = page.defaultView ?? {}
  return Array.from(page.querySelectorAll(selector), (element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const name = element.id ? `#${element.id}` : element.tagName.toLowerCase()
    return { selector: name, x: left + scrollX, y: top + scrollY, width, height, kind }
  }).filter(({ width, height }) => width > 0 && height > 0)
}
