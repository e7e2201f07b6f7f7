import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePieces } from '../sessions/mergePieces.js'
import { pieceArbitrary } from '../sessions/session.arbitrary.js'
import type { SessionPiece } from '../sessions/session.js'
import { decodeSegment, encodeSegment } from './codec.js'
import { unpackSessions } from './unpackSessions.js'

const pieces = fc.array(pieceArbitrary, { maxLength: 10 })
const unpackAll = ({ columns, identity }: ReturnType<typeof encodeSegment>) =>
  unpackSessions(columns, identity)

/** Sessions that share no chunk of bytes with each other, enough of them for planes of every kind. */
const many: SessionPiece[] = fc
  .sample(pieceArbitrary, { numRuns: 2_500, seed: 7 })
  .map((piece, index) => ({ ...piece, session: index * 1_500_000_001, visitor: index * 1_400_000_003 }))

describe('the segment codec', () => {
  it('decodes the segment that it encoded', () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const { columns, segment } = encodeSegment(given)
        expect(decodeSegment(columns)).toEqual(segment)
      }),
    )
    const { columns, segment } = encodeSegment(many)
    expect(decodeSegment(columns)).toEqual(segment)
  })

  it('gives back the whole sessions', () => {
    fc.assert(
      fc.property(pieces, (given) => {
        expect(unpackAll(encodeSegment(given))).toEqual(mergePieces(given))
      }),
    )
    expect(unpackAll(encodeSegment(many))).toEqual(mergePieces(many))
  })

  it('unpacks the sessions that were asked for', () => {
    const { columns, identity } = encodeSegment(many)
    const whole = mergePieces(many)
    expect(unpackSessions(columns, identity, [2_000, 17])).toEqual([whole[2_000], whole[17]])
  })

  it('merges late pieces into unpacked sessions as if they had never been packed', () => {
    fc.assert(
      fc.property(pieces, pieces, (early, late) => {
        expect(mergePieces([...unpackAll(encodeSegment(early)), ...late])).toEqual(
          mergePieces([...early, ...late]),
        )
      }),
    )
  })

  it('keeps times and counts of an absurd client', () => {
    const [piece] = fc.sample(pieceArbitrary, { numRuns: 1, seed: 1 })
    const view = {
      ...piece!.views[0]!,
      visibleMs: 2 ** 50,
      rows: 10_000,
      reach: 9_999,
      width: 2 ** 31 - 1,
      height: 1,
    }
    const first = { ...view, key: 2 ** 53 - 1, start: -(2 ** 50), end: 2 ** 41, referrerAt: 2 ** 41 }
    const second = {
      ...view,
      start: 2 ** 41,
      end: 2 ** 41,
      visibleMs: 0,
      referrerAt: Number.POSITIVE_INFINITY,
    }
    const given = [{ visitor: 0, session: 0, views: [first, second], events: [] }]
    expect(unpackAll(encodeSegment(given))).toEqual(given)
  })

  it('refuses what it cannot keep, saying what that is', () => {
    const [piece] = fc.sample(pieceArbitrary, { numRuns: 1, seed: 1 })
    const view = { ...piece!.views[0]!, start: 0.5 }
    expect(() => encodeSegment([{ ...piece!, views: [view], events: [] }])).toThrow(
      /Column start .* whole numbers/,
    )
    const click = { kind: 'click', at: view.start - 1, view: view.key, selector: 'a' } as const
    expect(() => encodeSegment([{ ...piece!, views: [view], events: [click] }])).toThrow(RangeError)
  })

  it('tells an unknown format from damaged bytes', () => {
    const { columns, identity } = encodeSegment(many)
    const future = Uint8Array.from(columns)
    future[0] = 9
    expect(() => decodeSegment(future)).toThrow(/has format 9, and this server reads format 1/)
    expect(() => decodeSegment(new Uint8Array())).toThrow(/it is empty/)
    expect(() => decodeSegment(columns.subarray(0, columns.length / 2))).toThrow(/segment is damaged/)
    expect(() => decodeSegment(columns.subarray(0, 5))).toThrow(/segment is damaged/)
    const other = encodeSegment(many.slice(1))
    expect(() => unpackSessions(columns, other.identity)).toThrow(/does not belong/)
    expect(() => unpackSessions(columns, identity.subarray(0, 90))).toThrow(/identity is damaged/)
  })
})
