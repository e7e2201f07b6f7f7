import { describe, expect, it } from 'vitest'
import { failure } from './outcome.js'

describe('failure', () => {
  it.each([400, 401, 403, 404, 413, 415, 422])(
    'gives a batch up that is refused with %i, and says why',
    (status) => {
      const outcome = failure(status, 'site: unknown')
      expect(outcome).toBeInstanceOf(Error)
      expect((outcome as Error).message).toContain('site: unknown')
    },
  )

  it.each([0, 200, 302, 408, 429, 500, 502, 503, 504])('has a batch sent again after %i', (status) => {
    expect(failure(status, '')).toBe(0)
    expect(failure(status, '', 7_000)).toBe(7_000)
  })
})
