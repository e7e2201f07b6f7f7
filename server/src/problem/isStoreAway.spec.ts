import { MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb'
import { expect, it } from 'vitest'
import { isStoreAway } from './isStoreAway.js'
import { toProblem } from './problem.filter.js'

it('tells a store that does not answer from one that says no', () => {
  const away = [
    new MongoNetworkError('connection closed'),
    new MongoServerSelectionError('connect ECONNREFUSED', {} as never),
    Object.assign(new Error('socket has been ended'), { code: 'EPIPE' }),
  ]
  for (const error of away) {
    expect(isStoreAway(error)).toBe(true)
    expect(toProblem(error)).toMatchObject({ status: 503 })
  }
  for (const error of [new MongoServerError({ message: 'bad query' }), new Error('bug'), null]) {
    expect(isStoreAway(error)).toBe(false)
    expect(toProblem(error)).toMatchObject({ status: 500 })
  }
})
