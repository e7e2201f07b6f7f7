import fc from 'fast-check'
import { expect, it } from 'vitest'
import { storedArbitrary } from './segment.arbitrary.js'
import { shareJourneys } from './shareJourneys.js'

it('is the same segment, in memory that threads share', () => {
  fc.assert(
    fc.property(storedArbitrary, ({ segments }) => {
      for (const { segment } of segments) {
        const { dictionaries, sessions, journeys } = segment
        const shared = shareJourneys(segment)
        expect(shared).toEqual({ dictionaries, sessions, journeys })
        for (const column of Object.values({ ...shared.sessions, ...shared.journeys }))
          if (ArrayBuffer.isView(column)) expect(column.buffer).toBeInstanceOf(SharedArrayBuffer)
        // As a thread gets it.
        expect(structuredClone(shared)).toEqual(shared)
      }
    }),
    { numRuns: 20 },
  )
})
