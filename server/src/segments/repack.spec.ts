import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePieces } from '../sessions/mergePieces.js'
import { pieceArbitrary } from '../sessions/session.arbitrary.js'
import type { SessionPiece } from '../sessions/session.js'
import { encodeSegment } from './codec.js'
import { groupByDay } from './groupByDay.js'
import { outlineOf, repack, type SegmentBytes } from './repack.js'
import { unpackSessions } from './unpackSessions.js'

/** Pieces, however they are spread over segments. */
const spread = fc.array(fc.array(pieceArbitrary, { minLength: 1, maxLength: 4 }), { maxLength: 4 })
const bytesOf = (pieces: SessionPiece[]): SegmentBytes => encodeSegment(pieces)
const sessionsIn = (segments: readonly SegmentBytes[]) =>
  segments.flatMap(({ columns, identity }) => unpackSessions(columns, identity))

describe('repacked segments', () => {
  it('hold every session once, whole, by day', () => {
    fc.assert(
      fc.property(spread, (parts) => {
        const packed = repack(parts.map(bytesOf))
        expect(mergePieces(sessionsIn(packed))).toEqual(mergePieces(parts.flat()))
        expect(packed.map(({ day }) => day)).toEqual([...groupByDay(parts.flat()).keys()])
        for (const { day, sessions, ...bytes } of packed) {
          expect(unpackSessions(bytes.columns, bytes.identity)).toHaveLength(sessions)
          expect([...groupByDay(sessionsIn([bytes])).keys()]).toEqual([day])
        }
      }),
    )
  })

  it('hold nothing of visitors that are left out', () => {
    fc.assert(
      fc.property(spread, fc.func(fc.boolean()), (parts, isOut) => {
        const without = new Set(
          parts
            .flat()
            .map(({ visitor }) => visitor)
            .filter(isOut),
        )
        const left = parts.flat().filter(({ visitor }) => !without.has(visitor))
        expect(mergePieces(sessionsIn(repack(parts.map(bytesOf), without)))).toEqual(mergePieces(left))
      }),
    )
  })
})

it('an outline tells the sessions and their days', () => {
  fc.assert(
    fc.property(spread, (parts) => {
      const { sessions, days } = outlineOf(parts.map(bytesOf))
      expect(new Set(sessions)).toEqual(new Set(parts.flat().map(({ session }) => session)))
      expect(days).toEqual([...groupByDay(parts.flat()).keys()])
    }),
  )
})
