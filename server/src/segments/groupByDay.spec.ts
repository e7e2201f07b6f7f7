import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePieces } from '../sessions/mergePieces.js'
import { pieceArbitrary } from '../sessions/session.arbitrary.js'
import { groupByDay, splitDay } from './groupByDay.js'

const pieces = fc.array(pieceArbitrary, { maxLength: 12 })

describe('groupByDay', () => {
  it('puts each whole session on the UTC day of its first view', () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const days = groupByDay(given)
        expect([...days.values()].flat()).toEqual(mergePieces(given))
        for (const [day, sessions] of days) {
          for (const { views } of sessions) {
            const start = Math.min(...views.map((view) => view.start))
            expect(new Date(start).toISOString().slice(0, 10)).toBe(new Date(day).toISOString().slice(0, 10))
          }
        }
      }),
    )
  })
})

describe('splitDay', () => {
  it('fills segments in order, none over its limits but a session that is over them by itself', () => {
    const limits = fc.record({
      sessions: fc.integer({ min: 1, max: 4 }),
      entries: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(pieces, limits, (given, limit) => {
        const sessions = mergePieces(given)
        const runs = splitDay(sessions, limit)
        const sizeOf = (run: typeof sessions) =>
          run.reduce((sum, { views, events }) => sum + views.length + events.length, 0)
        expect(runs.flat()).toEqual(sessions)
        runs.forEach((run, index) => {
          expect(run.length).toBeLessThanOrEqual(limit.sessions)
          if (run.length > 1) expect(sizeOf(run)).toBeLessThanOrEqual(limit.entries)
          const next = runs[index + 1]?.[0]
          if (next !== undefined && run.length < limit.sessions) {
            expect(sizeOf([...run, next])).toBeGreaterThan(limit.entries)
          }
        })
      }),
    )
  })
})
