import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pieceArbitrary } from '../sessions/session.arbitrary.js'
import { buildSegment } from './buildSegment.js'
import { findSessions } from './findSessions.js'

it('finds the rows of the sessions that the segment holds', () => {
  const pieces = fc.array(pieceArbitrary, { maxLength: 8 })
  fc.assert(
    fc.property(pieces, pieces, (held, others) => {
      const segment = buildSegment(held)
      const digests = [...held.slice(1), ...others].map(({ session }) => session)
      const wanted = new Set(digests)
      const expected = [...segment.sessions.session.keys()].filter((row) =>
        wanted.has(segment.sessions.session[row]!),
      )
      expect(findSessions(segment, digests)).toEqual(expected)
    }),
  )
})
