import fc from 'fast-check'
import { mergePieces } from '../sessions/mergePieces.js'
import { pieceArbitrary } from '../sessions/session.arbitrary.js'
import type { SessionPiece } from '../sessions/session.js'
import { buildSegment } from './buildSegment.js'
import type { SegmentView } from './segment.js'

export interface Stored {
  /** Whole sessions. */
  sessions: SessionPiece[]
  /** The same as reports see them: over some segments, with earlier versions of sessions that are masked. */
  segments: SegmentView[]
}

/** A site's sessions and the segments that they are in. */
export const storedArbitrary: fc.Arbitrary<Stored> = fc
  .tuple(
    fc.array(fc.tuple(pieceArbitrary, fc.boolean()), { maxLength: 12 }),
    fc.array(fc.nat(2), { minLength: 24, maxLength: 24 }),
  )
  .map(([pieces, placeOf]) => {
    const early = mergePieces(pieces.filter(([, isEarly]) => isEarly).map(([piece]) => piece))
    const sessions = mergePieces(pieces.map(([piece]) => piece))
    const extended = new Set(pieces.filter(([, isEarly]) => !isEarly).map(([{ session }]) => session))
    const outdated = early.filter(({ session }) => extended.has(session))
    const segments = [0, 1, 2].map((place): SegmentView => {
      const own = sessions.filter((_, index) => placeOf[index] === place)
      // A segment holds a session once.
      const isOwn = new Set(own.map(({ session }) => session))
      const old = outdated.filter(
        ({ session }, index) => placeOf[12 + index] === place && !isOwn.has(session),
      )
      const segment = buildSegment([...own, ...old])
      const masked = Uint8Array.from(segment.sessions.session, (session) => (isOwn.has(session) ? 0 : 1))
      return { segment, masked: old.length > 0 ? masked : null }
    })
    return { sessions, segments }
  })
