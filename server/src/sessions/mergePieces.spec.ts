import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePieces } from './mergePieces.js'
import { pieceArbitrary } from './session.arbitrary.js'
import type { KeyEvent, SessionPiece, ViewRow } from './session.js'

const view: ViewRow = {
  key: 1,
  id: 'p-1',
  page: '/',
  start: 1_000,
  width: 1440,
  height: 900,
  rows: 100,
  reach: 89,
  visibleMs: 10,
  end: 2_000,
  clicks: 1,
  rage: 0,
  dead: 0,
  errors: 0,
  referrer: 'b.example',
  referrerAt: 1_500,
}

function pieceWith(views: Partial<ViewRow>[], events: KeyEvent[] = []): SessionPiece {
  return { visitor: 1, session: 2, views: views.map((part) => ({ ...view, ...part })), events }
}

describe('mergePieces', () => {
  it('gives the same whole for any grouping and order of the pieces', () => {
    const shuffled = fc
      .array(pieceArbitrary, { maxLength: 8 })
      .chain((pieces) =>
        fc.tuple(
          fc.constant(pieces),
          fc.shuffledSubarray(pieces, { minLength: pieces.length }),
          fc.array(fc.nat(3), { minLength: pieces.length, maxLength: pieces.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, ([pieces, order, groupOf]) => {
        const groups: SessionPiece[][] = [[], [], [], []]
        order.forEach((piece, index) => {
          groups[groupOf[index]!]!.push(piece)
        })
        expect(mergePieces(groups.flatMap((group) => mergePieces(group)))).toEqual(mergePieces(pieces))
      }),
    )
  })

  it('leaves what it was given as it was', () => {
    fc.assert(
      fc.property(fc.array(pieceArbitrary, { maxLength: 6 }), (pieces) => {
        const before = structuredClone(pieces)
        mergePieces(pieces)
        expect(pieces).toEqual(before)
      }),
    )
  })

  it('keeps the earliest start, the latest end, the furthest row and the tallest page, and adds counts', () => {
    const late = { start: 900, end: 1_500, rows: 120, reach: 40, visibleMs: 5, rage: 2 }
    const merged = mergePieces([pieceWith([{}]), pieceWith([late])])
    expect(merged).toEqual([
      pieceWith([{ start: 900, end: 2_000, rows: 120, reach: 89, visibleMs: 15, clicks: 2, rage: 2 }]),
    ])
  })

  it('keeps the referrer told first, the smaller of two told at once', () => {
    const referrerOf = (...views: Partial<ViewRow>[]) =>
      mergePieces(views.map((part) => pieceWith([part])))[0]!.views[0]!.referrer
    expect(referrerOf({}, { referrer: 'c.example', referrerAt: 1_499 })).toBe('c.example')
    expect(referrerOf({}, { referrer: 'a.example' }, { referrer: 'c.example' })).toBe('a.example')
    expect(referrerOf({ referrer: '(direct)', referrerAt: Infinity }, { referrerAt: 9_000 })).toBe(
      'b.example',
    )
  })

  it('orders events of the same instant by view id, then as their canonical JSON', () => {
    const form = (action: 'blur' | 'focus' | 'submit', field: string, key = 1): KeyEvent => ({
      kind: 'form',
      at: 1_000,
      view: key,
      action,
      form: '#f',
      field,
    })
    const click: KeyEvent = { kind: 'click', at: 1_000, view: 1, selector: '#a' }
    const played = (props: Record<string, string> | null): KeyEvent => ({
      kind: 'custom',
      at: 1_000,
      view: 1,
      name: 'play',
      props,
    })
    const expected = [
      form('focus', 'z', 2),
      form('blur', 'x y'),
      form('blur', 'x'),
      form('focus', 'a'),
      form('submit', 'a'),
      form('submit', ''),
      played({ b: '1', a: '2' }),
      played({ a: '3' }),
      played(null),
      click,
    ]
    const views = [{}, { key: 2, id: 'p-0' }]
    expect(mergePieces([pieceWith(views, expected.toReversed())])[0]!.events).toEqual(expected)
  })
})
