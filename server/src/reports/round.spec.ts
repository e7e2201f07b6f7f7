import { describe, expect, it } from 'vitest'
import { quantile, ratio, seconds } from './round.js'

describe('ratio', () => {
  it('rounds to 4 decimals, a half up', () => {
    expect([ratio(44, 120), ratio(1, 1), ratio(3, 20_000), ratio(1, 32)]).toEqual([0.3667, 1, 0.0002, 0.0313])
  })

  it('is null of nothing', () => {
    expect([ratio(0, 0), ratio(0, 3)]).toEqual([null, 0])
  })
})

describe('seconds', () => {
  it('rounds to 1 ms', () => {
    expect([seconds(41_200), seconds(0.5), seconds(1_000.4999)]).toEqual([41.2, 0.001, 1])
  })
})

describe('quantile', () => {
  it('interpolates between closest ranks', () => {
    expect([quantile([1, 2], 0.5), quantile([1, 2, 4], 0.5), quantile([0, 10], 0.9)]).toEqual([1.5, 2, 9])
    expect([quantile([7], 0.9), quantile([1, 2, 3], 1), quantile([1, 2, 3], 0)]).toEqual([7, 3, 1])
  })

  it('needs a value', () => {
    expect(() => quantile([], 0.5)).toThrow(/without values/)
  })
})
