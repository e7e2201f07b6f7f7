import type { Batch } from '@mouse-tracking/contract'
import { describe, expect, it } from 'vitest'
import { inOrder, skewOf, spanOf, tooFarAhead } from './eventTime.js'

const NOW = Date.UTC(2026, 10, 23)
const DAY = 86_400_000

describe('skewOf', () => {
  it.each([
    [undefined, 0],
    [NOW - 60_000, 0],
    [NOW + 60_000, 0],
    [NOW - 60_001, 60_001],
    [NOW + 60_001, -60_001],
  ])('of a batch sent at %s is %s', (sentAt, skew) => {
    expect(skewOf(sentAt, NOW)).toBe(skew)
  })
})

it('a move lasts to its last point, a rest as long as it says, all else an instant', () => {
  expect(spanOf({ type: 'move', points: [100, 0, 0, 20, 1, 1, 30, 1, 1] })).toEqual([100, 150])
  expect(spanOf({ type: 'scroll', t: 100, top: 0, ms: 900 })).toEqual([100, 1_000])
  expect(spanOf({ type: 'custom', t: 100, name: 'x' })).toEqual([100, 100])
})

it('events are taken by their first instant, and as sent where that is equal', () => {
  const custom = (t: number, name: string) => ({ type: 'custom' as const, t, name })
  const move = { type: 'move' as const, points: [5, 0, 0, 900, 1, 1] }
  expect(inOrder([custom(9, 'c'), custom(5, 'a'), move, custom(5, 'b')])).toEqual([
    custom(5, 'a'),
    move,
    custom(5, 'b'),
    custom(9, 'c'),
  ])
})

describe('tooFarAhead', () => {
  const batch = (startedAt: number, t: number): Batch => ({
    v: 1,
    id: 'b',
    site: 'demo',
    visitor: 'v',
    session: 's',
    views: [
      {
        id: 'p',
        url: '/',
        startedAt,
        viewport: [1, 1],
        page: [1, 1],
        events: [
          { type: 'custom', t, name: 'x' },
          { type: 'scroll', t: 0, top: 0, ms: 3 * DAY },
          { type: 'move', points: [t, 0, 0, 3 * DAY, 0, 0] },
        ],
      },
    ],
  })
  const paths = (...args: Parameters<typeof tooFarAhead>) => tooFarAhead(...args).map(({ path }) => path)

  it('allows a day to the millisecond, however long an event lasts', () => {
    expect(paths(batch(NOW, DAY), 0, NOW)).toEqual([])
    expect(paths(batch(NOW, DAY + 1), 0, NOW)).toEqual(['views.0.events.0.t', 'views.0.events.2.points'])
    expect(paths(batch(NOW + DAY + 1, 0), 0, NOW)).toEqual(['views.0.startedAt'])
  })

  it('looks at corrected times', () => {
    expect(paths(batch(NOW + 3 * DAY, 0), -3 * DAY, NOW)).toEqual([])
    expect(paths(batch(NOW, 0), 2 * DAY, NOW)).toEqual(['views.0.startedAt'])
  })
})
