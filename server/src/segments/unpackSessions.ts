import type { FormAction } from '@mouse-tracking/contract'
import type { KeyEvent, SessionPiece, ViewRow } from '../sessions/session.js'
import { decodeSegment } from './codec.js'
import { decodeIdentity, type Identity } from './identity.js'
import { KIND, type Segment } from './segment.js'

/**
 * Takes sessions out of an encoded segment as the whole pieces that they were packed from, so that later pieces can be
 * merged into them.
 * @param columns and `identity` are what `encodeSegment` gave
 * @param rows indices of the wanted sessions; default all
 * @throws Error when the two do not belong together, are of an unknown format or damaged
 */
export function unpackSessions(
  columns: Uint8Array,
  identity: Uint8Array,
  rows?: Iterable<number>,
): SessionPiece[] {
  const segment = decodeSegment(columns)
  const cold = decodeIdentity(identity)
  if (cold.keys.length !== segment.views.count) {
    throw new Error(
      `The identity of ${cold.keys.length} views does not belong to a segment of ${segment.views.count}`,
    )
  }
  return Array.from(rows ?? segment.sessions.session.keys(), (row) => unpackSession(segment, cold, row))
}

function unpackSession(segment: Segment, identity: Identity, row: number): SessionPiece {
  const { sessions, timeline } = segment
  const views: ViewRow[] = []
  for (let v = sessions.firstView[row]!; v < sessions.firstView[row + 1]!; v++) {
    views.push(viewAt(segment, identity, v))
  }
  const events: KeyEvent[] = []
  for (let e = sessions.firstEvent[row]!; e < sessions.firstEvent[row + 1]!; e++) {
    if (timeline.kind[e] !== KIND.view) events.push(eventAt(segment, identity, e))
  }
  return { visitor: sessions.visitor[row]!, session: sessions.session[row]!, views, events }
}

function viewAt({ dictionaries, views }: Segment, identity: Identity, v: number): ViewRow {
  const start = views.start[v]!
  const delay = identity.referrerDelays[v]!
  return {
    key: identity.keys[v]!,
    id: identity.ids[v]!,
    page: dictionaries.pages[views.page[v]!]!,
    start,
    width: views.width[v]!,
    height: views.height[v]!,
    rows: views.rows[v]!,
    reach: views.reach[v]!,
    visibleMs: views.visibleMs[v]!,
    end: start + identity.lengths[v]!,
    clicks: views.clicks[v]!,
    rage: views.rage[v]!,
    dead: views.dead[v]!,
    errors: views.errors[v]!,
    referrer: identity.hosts[identity.referrers[v]!]!,
    referrerAt: delay === 0 ? Number.POSITIVE_INFINITY : start + delay - 1,
  }
}

const FORM_ACTIONS: Readonly<Record<number, FormAction>> = {
  [KIND.focus]: 'focus',
  [KIND.blur]: 'blur',
  [KIND.change]: 'change',
  [KIND.submit]: 'submit',
  [KIND.abandon]: 'abandon',
}

function eventAt({ dictionaries, timeline }: Segment, identity: Identity, e: number): KeyEvent {
  const at = timeline.at[e]!
  const view = identity.keys[timeline.view[e]!]!
  const kind = timeline.kind[e]!
  const what = timeline.what[e]!
  const detail = timeline.detail[e]!
  if (kind === KIND.click) return { kind: 'click', at, view, selector: dictionaries.selectors[what]! }
  if (kind === KIND.custom) {
    const props = dictionaries.props[detail]!
    return {
      kind: 'custom',
      at,
      view,
      name: dictionaries.names[what]!,
      props: props === '' ? null : JSON.parse(props),
    }
  }
  const action = FORM_ACTIONS[kind]
  if (action === undefined) throw new Error(`There is no kind of key event ${kind}`)
  return {
    kind: 'form',
    at,
    view,
    action,
    form: dictionaries.forms[what]!,
    field: dictionaries.fields[detail]!,
  }
}
