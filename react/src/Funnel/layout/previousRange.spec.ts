import { expect, test } from 'vitest'
import { previousRange } from './previousRange.js'

test('is as long, and ends where the range begins', () => {
  expect(previousRange({ from: '2026-11-08T00:00:00.000Z', to: '2026-11-15T12:00:00.000Z' })).toEqual({
    from: '2026-10-31T12:00:00.000Z',
    to: '2026-11-08T00:00:00.000Z',
  })
})
