import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePieces } from '../sessions/mergePieces.js'
import { pieceArbitrary } from '../sessions/session.arbitrary.js'
import { buildSegment } from './buildSegment.js'
import { DEVICES, KIND, type Segment } from './segment.js'

const pieces = fc.array(pieceArbitrary, { maxLength: 10 })

/** What a report can read of a segment, by name in place of index. */
function readBack({ dictionaries, sessions, timeline, views }: Segment) {
  const { pages, selectors, forms, fields, names, props, hosts } = dictionaries
  const kinds = Object.keys(KIND)
  return Array.from({ length: sessions.count }, (_, s) => ({
    visitor: sessions.visitor[s],
    session: sessions.session[s],
    start: sessions.start[s],
    end: sessions.end[s],
    device: DEVICES[sessions.device[s]!],
    entry: pages[sessions.entry[s]!],
    referrer: hosts[sessions.referrer[s]!],
    views: range(sessions.firstView, s).map((v) => ({
      session: views.session[v],
      page: pages[views.page[v]!],
      start: views.start[v],
      width: views.width[v],
      height: views.height[v],
      rows: views.rows[v],
      reach: views.reach[v],
      visibleMs: views.visibleMs[v],
      counts: [views.clicks[v], views.rage[v], views.dead[v], views.errors[v]],
    })),
    timeline: range(sessions.firstEvent, s).map((e) => {
      const kind = timeline.kind[e]!
      const what = timeline.what[e]!
      const detail = timeline.detail[e]!
      const named = {
        [KIND.view]: () => [pages[what]],
        [KIND.click]: () => [selectors[what]],
        [KIND.custom]: () => [names[what], props[detail] === '' ? null : JSON.parse(props[detail]!)],
      }
      const read = named[kind as keyof typeof named] ?? (() => [forms[what], fields[detail]])
      return [timeline.at[e], kinds[kind], timeline.view[e]! - sessions.firstView[s]!, ...read()]
    }),
  }))
}

const range = (first: Uint32Array, row: number) =>
  Array.from({ length: first[row + 1]! - first[row]! }, (_, i) => first[row]! + i)

describe('buildSegment', () => {
  it('holds each session with its views and its timeline', () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const expected = mergePieces(given).map((piece, row) => {
          const indexOf = (key: number) => piece.views.findIndex((view) => view.key === key)
          const entries = [
            ...piece.views.map((view, v) => [view.start, 'view', v, view.page]),
            ...piece.events.map((event) => {
              const read =
                event.kind === 'click'
                  ? ['click', indexOf(event.view), event.selector]
                  : event.kind === 'form'
                    ? [event.action, indexOf(event.view), event.form, event.field]
                    : ['custom', indexOf(event.view), event.name, event.props]
              return [event.at, ...read]
            }),
          ]
          const [first] = piece.views
          return {
            visitor: piece.visitor,
            session: piece.session,
            start: Math.min(...piece.views.map(({ start }) => start)),
            end: Math.max(...piece.views.map(({ end }) => end)),
            device: first!.width >= 1024 ? 'desktop' : first!.width >= 600 ? 'tablet' : 'mobile',
            entry: first!.page,
            referrer: first!.referrer,
            views: piece.views.map((view) => ({
              session: row,
              page: view.page,
              start: view.start,
              width: view.width,
              height: view.height,
              rows: view.rows,
              reach: view.reach,
              visibleMs: view.visibleMs,
              counts: [view.clicks, view.rage, view.dead, view.errors],
            })),
            // Stable: views come before events of their instant, and both lists are in order already.
            timeline: entries.sort((a, b) => (a[0] as number) - (b[0] as number)),
          }
        })
        expect(readBack(buildSegment(given))).toEqual(expected)
      }),
    )
  })

  it('is the same for any order of the pieces', () => {
    const shuffled = pieces.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    )
    fc.assert(
      fc.property(shuffled, ([given, order]) => {
        expect(buildSegment(order)).toEqual(buildSegment(given))
      }),
    )
  })

  it('refuses a session without a page view and an event of no known view', () => {
    expect(() => buildSegment([{ visitor: 1, session: 2, views: [], events: [] }])).toThrow(/no page view/)
    const [piece] = fc.sample(pieceArbitrary, { numRuns: 1, seed: 1 })
    const stray = { kind: 'click', at: 0, view: -1, selector: 'a' } as const
    expect(() => buildSegment([{ ...piece!, events: [stray] }])).toThrow(/unknown view/)
  })

  it('is empty without sessions', () => {
    const { sessions, timeline, views } = buildSegment([])
    expect([sessions.count, timeline.count, views.count]).toEqual([0, 0, 0])
  })
})
