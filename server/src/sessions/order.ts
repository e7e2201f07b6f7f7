import { canonicalJson } from './canonicalJson.js'
import type { KeyEvent, SessionPiece, ViewRow } from './session.js'

/** Ascending by UTF-16 code units, as `<` has it. */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Views of a session in the contract's order: time, then view id. The rest settles what the contract leaves open. */
export function compareViews(a: ViewRow, b: ViewRow): number {
  return a.start - b.start || compareStrings(a.id, b.id) || compareStrings(a.page, b.page) || a.key - b.key
}

/** Sessions by the start of their first view, then by digest. Views must be in order. */
export function compareSessions(a: SessionPiece, b: SessionPiece): number {
  return (a.views[0]?.start ?? 0) - (b.views[0]?.start ?? 0) || a.session - b.session
}

/**
 * Key events of a session in the contract's order: time, then view id, then canonical JSON.
 * @param idOf the view id of a view key
 */
export function compareEvents(idOf: (view: number) => string): (a: KeyEvent, b: KeyEvent) => number {
  return (a, b) => {
    if (a.at !== b.at) return a.at - b.at
    const byView = a.view === b.view ? 0 : compareStrings(idOf(a.view), idOf(b.view))
    return byView || compareStrings(wireJson(a), wireJson(b)) || a.view - b.view
  }
}

/**
 * The event's canonical JSON as on the wire, as far as it is kept. `t` is left out: events that are alike in all the
 * keys before it and happen at the same time are interchangeable. Of a click only the selector is kept (no number
 * depends on how clicks of the same time are ordered).
 */
function wireJson(event: KeyEvent): string {
  switch (event.kind) {
    case 'click':
      return canonicalJson({ selector: event.selector, type: event.kind })
    case 'form': {
      const { action, field, form } = event
      return canonicalJson({ action, field: field === '' ? undefined : field, form, type: event.kind })
    }
    case 'custom': {
      // The props are an object on the wire, and stand between the name and the type.
      const props = event.props === null ? '' : `"props":${canonicalJson(event.props)},`
      return `{"name":${JSON.stringify(event.name)},${props}"type":"custom"}`
    }
  }
}
