import { expect, it } from 'vitest'
import { expiryOf } from './expiry.js'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
const NOON = day('2026-11-23') + 43_200_000

it('keeps what came on a day for the full number of days after it', () => {
  expect(expiryOf({ retentionDays: 395, rawDays: 30 }, NOON)).toEqual({
    raw: day('2026-10-24'),
    derived: day('2025-10-24'),
    ids: day('2025-10-24'),
  })
})

it('remembers ids for 30 days at least, and keeps no raw batch for longer than what was made of it', () => {
  expect(expiryOf({ retentionDays: 1, rawDays: 7 }, NOON)).toEqual({
    raw: day('2026-11-22'),
    derived: day('2026-11-22'),
    ids: day('2026-10-24'),
  })
})

it('keeps for ever what has no number of days', () => {
  const never = Number.NEGATIVE_INFINITY
  expect(expiryOf({ retentionDays: null, rawDays: null }, NOON)).toEqual({
    raw: never,
    derived: never,
    ids: never,
  })
  expect(expiryOf({ retentionDays: null, rawDays: 30 }, NOON)).toMatchObject({
    raw: day('2026-10-24'),
    derived: never,
  })
})
