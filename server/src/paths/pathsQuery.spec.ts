import { describe, expect, it } from 'vitest'
import { pathsQuerySchema } from './pathsQuery.js'

const range = { from: '2026-11-01', to: '2026-11-08' }

const issues = (given: object) =>
  pathsQuerySchema
    .safeParse({ ...range, ...given })
    .error?.issues.map(({ path, message, ...issue }) =>
      issue.code === 'unrecognized_keys' ? issue.keys.join() : `${path.join('.')} ${message}`,
    )

describe('pathsQuerySchema', () => {
  it('fills in the defaults', () => {
    expect(pathsQuerySchema.parse(range)).toEqual({
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 10, 8),
      device: null,
      depth: 5,
      limit: 10,
      exclude: [],
    })
  })

  it('reads a query string, where a parameter may be given once or several times', () => {
    const given = { start: '/', end: '/thanks', depth: '20', limit: '3', exclude: '/login' }
    const read = { start: '/', end: '/thanks', depth: 20, limit: 3 }
    expect(pathsQuerySchema.parse({ ...range, ...given })).toMatchObject({ ...read, exclude: ['/login'] })
    expect(pathsQuerySchema.parse({ ...range, exclude: ['/a', '/b'] }).exclude).toEqual(['/a', '/b'])
  })

  it.each([
    [{ depth: '0' }, ['depth must be a whole number from 1 to 20']],
    [{ depth: '21' }, ['depth must be a whole number from 1 to 20']],
    [{ limit: 'all' }, ['limit must be a whole number from 1 to 1000']],
    [{ start: '' }, ['start must not be empty']],
    [{ start: ['/', '/a'] }, ['start must be a page']],
    [{ exclude: ['/a', ''] }, ['exclude.1 must not be empty']],
    [{ exclude: 7 }, ['exclude must be a page or several']],
    [{ deep: '3', layer: 'move' }, ['deep,layer']],
    [{ from: '2026-12-01' }, ['from must be before to (2026-11-08T00:00:00.000Z)']],
  ])('refuses %j', (given, expected) => {
    expect(issues(given)).toEqual(expected)
  })
})
