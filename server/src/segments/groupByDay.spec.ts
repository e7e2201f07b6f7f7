import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pieceFrom } from '../reports/session.fixture.js'
import { mergePieces } from '../sessions/mergePieces.js'
import { pieceArbitrary } from '../sessions/session.arbitrary.js'
import type { SessionPiece } from '../sessions/session.js'
import { encodeSegment } from './codec.js'
import { groupByDay, SizeEstimate } from './groupByDay.js'
import { unpackSessions } from './unpackSessions.js'

const pieces = fc.array(pieceArbitrary, { maxLength: 12 })

describe('groupByDay', () => {
  it('puts each whole session on the UTC day of its first view', () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const days = groupByDay(given)
        expect([...days.values()].flat(2)).toEqual(mergePieces(given))
        for (const [day, groups] of days) {
          for (const { views } of groups.flat()) {
            const start = Math.min(...views.map((view) => view.start))
            expect(new Date(start).toISOString().slice(0, 10)).toBe(new Date(day).toISOString().slice(0, 10))
          }
        }
      }),
    )
  })

  it('makes few segments of however many days before 2000 that clients claim', () => {
    const sessions = Array.from({ length: 3_000 }, (_, n) =>
      pieceFrom({
        visitor: 'v',
        session: `s-${n}`,
        events: [{ at: Date.UTC(2000, 0) - 1 - n * 4.1e9 * 90, page: '/' }],
      }),
    )
    const days = groupByDay(sessions)
    expect(days.size).toBeLessThan(400)
    expect([...days.keys()].every((day) => day < Date.UTC(2000, 0))).toBe(true)
    // Packed and read again, all is as it was.
    const packed = [...days.values()].flat().flatMap((group) => {
      const { columns, identity } = encodeSegment(group)
      return unpackSessions(columns, identity)
    })
    expect(packed).toEqual(mergePieces(sessions))
  })

  it('fills groups in order, none over the limits but a session that is over them by itself', () => {
    const limits = fc.record({
      sessions: fc.integer({ min: 1, max: 4 }),
      bytes: fc.integer({ min: 1, max: 2_000 }),
    })
    const bytesOf = (group: SessionPiece[]) => {
      const size = new SizeEstimate()
      for (const session of group) size.add(session)
      return size.bytes
    }
    fc.assert(
      fc.property(pieces, limits, (given, limit) => {
        for (const groups of groupByDay(given, limit).values()) {
          groups.forEach((group, index) => {
            expect(group.length).toBeLessThanOrEqual(limit.sessions)
            if (group.length > 1) expect(bytesOf(group)).toBeLessThanOrEqual(limit.bytes)
            const next = groups[index + 1]?.[0]
            if (next !== undefined && group.length < limit.sessions) {
              expect(bytesOf([...group, next])).toBeGreaterThan(limit.bytes)
            }
          })
        }
      }),
    )
  })

  it('estimates no less than a segment of ever new strings takes', () => {
    const [piece] = fc.sample(pieceArbitrary, { numRuns: 1, seed: 1 })
    const view = piece!.views[0]!
    const size = new SizeEstimate()
    const sessions = Array.from({ length: 300 }, (_, session) => ({
      ...piece!,
      session,
      events: [1, 2, 3].map(() => {
        const selector = randomBytes(750).toString('base64')
        return { kind: 'click' as const, at: view.start, view: view.key, selector }
      }),
    }))
    for (const session of sessions) size.add(session)
    const { columns, identity } = encodeSegment(sessions)
    expect(columns.length + identity.length).toBeLessThan(size.bytes)
  })
})
