import type { Batch, TrackedEvent, View } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder, spanOf } from '../ingest/eventTime.js'
import { mergePieces } from './mergePieces.js'
import { pieceOf } from './pieceOf.js'
import { eventArbitrary, viewArbitrary } from './session.arbitrary.js'
import { DIRECT, type ViewRow } from './session.js'

const START = Date.UTC(2026, 10, 10, 12)

function batchOf(...views: Partial<View>[]): Batch {
  const view: View = {
    id: 'p-1',
    url: 'https://shop.example/pricing',
    startedAt: START,
    viewport: [1440, 900],
    page: [1440, 5_200],
    events: [],
  }
  return {
    v: 1,
    id: 'b-1',
    site: 'demo',
    visitor: 'v-1',
    session: 's-1',
    views: views.map((part) => ({ ...view, ...part })),
  }
}

function rowOf(view: Partial<View>, skewMs = 0): ViewRow {
  return pieceOf(batchOf(view), { skewMs, pages: ['/pricing'] }).views[0]!
}

const rest = (t: number, top: number, ms: number): TrackedEvent => ({ type: 'scroll', t, top, ms })
const resize = (t: number, height: number, page = 5_200): TrackedEvent => ({
  type: 'resize',
  t,
  viewport: [1440, height],
  page: [1440, page],
})

describe('pieceOf', () => {
  it('reaches the first screen without any rest', () => {
    expect(rowOf({}).reach).toBe(89)
    expect(rowOf({ viewport: [1440, 901] }).reach).toBe(90)
  })

  it('reaches the lowest row of the furthest rest, within the grid', () => {
    expect(rowOf({ events: [rest(0, 1_101, 10), rest(10, 300, 10)] }).reach).toBe(200)
    expect(rowOf({ events: [rest(0, 1e9, 10)] }).reach).toBe(9_999)
    expect(rowOf({ viewport: [1440, 10], events: [rest(0, -500, 10)] }).reach).toBe(0)
  })

  it('takes the viewport of the last resize before the rest, in order of t and then as sent', () => {
    expect(rowOf({ events: [rest(5, 1_000, 10), resize(5, 300)] }).reach).toBe(189)
    expect(rowOf({ events: [resize(5, 300), rest(5, 1_000, 10)] }).reach).toBe(129)
    expect(rowOf({ events: [rest(9, 1_000, 10), resize(7, 300), resize(3, 2_000)] }).reach).toBe(129)
  })

  it('is as many rows high as the tallest page that was seen', () => {
    expect(rowOf({ page: [1440, 5_201] }).rows).toBe(521)
    expect(rowOf({ page: [1440, 0] }).rows).toBe(0)
    expect(rowOf({ events: [resize(5, 900, 7_000), resize(6, 900, 100)] }).rows).toBe(700)
    expect(rowOf({ page: [1440, 1e6] }).rows).toBe(10_000)
  })

  it('ends with the end of its last event, a run of moves and a rest included', () => {
    expect(rowOf({}).end).toBe(START)
    expect(rowOf({ events: [{ type: 'move', points: [100, 1, 1, 20, 1, 1, 30, 1, 1] }] }).end).toBe(
      START + 150,
    )
    expect(rowOf({ events: [rest(100, 0, 400), rest(200, 0, 50)] })).toMatchObject({
      end: START + 500,
      visibleMs: 450,
    })
  })

  it('keeps clicks, form and custom events with their corrected time, and only counts the rest', () => {
    const click = { t: 7, x: 1, y: 2, selector: '#buy' }
    const batch = batchOf({
      events: [
        { type: 'click', ...click },
        { type: 'rage', ...click, count: 3 },
        { type: 'dead', ...click },
        { type: 'error', ...click, message: 'no' },
        { type: 'form', t: 8, action: 'submit', form: '#signup' },
        { type: 'custom', t: 9, name: 'play' },
        { type: 'custom', t: 9, name: 'buy', props: { plan: 'pro' } },
      ],
    })
    const piece = pieceOf(batch, { skewMs: 61_000, pages: ['/pricing'] })
    const view = piece.views[0]!.key
    const at = START + 61_000
    expect(piece.views[0]).toMatchObject({ start: at, clicks: 1, rage: 1, dead: 1, errors: 1 })
    expect(piece.events).toEqual([
      { kind: 'click', at: at + 7, view, selector: '#buy' },
      { kind: 'form', at: at + 8, view, action: 'submit', form: '#signup', field: '' },
      { kind: 'custom', at: at + 9, view, name: 'play', props: null },
      { kind: 'custom', at: at + 9, view, name: 'buy', props: { plan: 'pro' } },
    ])
  })

  it.each<[string | undefined, string]>([
    ['https://news.example/a?b', 'news.example'],
    ['http://localhost:3000/', 'localhost:3000'],
    ['https://shop.example/other', DIRECT],
    ['not a url', DIRECT],
    ['', DIRECT],
    [undefined, DIRECT],
  ])('takes referrer %j as %s', (referrer, host) => {
    expect(rowOf(referrer === undefined ? {} : { referrer }).referrer).toBe(host)
  })

  it('tells views apart by id, url, start and viewport, and by nothing else', () => {
    const key = rowOf({}).key
    expect(rowOf({ page: [1, 1], title: 'x', referrer: 'y', events: [rest(1, 1, 1)] }, 99_000).key).toBe(key)
    expect(rowOf({ id: 'p-2' }).key).not.toBe(key)
    expect(rowOf({ url: 'https://shop.example/pricing#top' }).key).not.toBe(key)
    expect(rowOf({ startedAt: START + 1 }).key).not.toBe(key)
    expect(rowOf({ viewport: [1440, 901] }).key).not.toBe(key)
  })

  it('bounds the times and durations of an absurd client', () => {
    const most = Number.MAX_SAFE_INTEGER
    const row = rowOf({ startedAt: 0, events: [rest(0, 0, most), rest(0, 0, most)] }, -most)
    expect(row).toMatchObject({ start: -(2 ** 50), end: 0, visibleMs: 2 ** 50 })
  })

  it('does not depend on where a view is cut into batches', () => {
    const cut = fc
      .tuple(viewArbitrary, fc.array(eventArbitrary, { minLength: 2, maxLength: 12 }), fc.nat())
      .map(([view, events, nat]) => ({
        view: { ...view, events: inOrder(events) },
        at: 1 + (nat % (events.length - 1)),
      }))
    fc.assert(
      fc.property(cut, ({ view, at }) => {
        const before = view.events.slice(0, at)
        const after = view.events.slice(at)
        // As the tracker does: a batch made after a resize begins with it.
        const inForce = before.findLast((event) => event.type === 'resize')
        if (inForce !== undefined && after[0] !== undefined) {
          after.unshift({ ...inForce, t: spanOf(after[0])[0] })
        }
        const context = { skewMs: 0, pages: ['/pricing'] }
        const [whole, first, second] = [view.events, before, after].map((events) =>
          pieceOf(batchOf({ ...view, events }), context),
        )
        expect(mergePieces([second!, first!])).toEqual(mergePieces([whole!]))
      }),
    )
  })
})
