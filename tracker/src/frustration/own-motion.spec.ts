import { describe, expect, it } from 'vitest'
import { takeEffect } from './dead.js'
import { isOwnMotion, type Motions } from './own-motion.js'

describe('isOwnMotion', () => {
  it('takes what changes with no click before it for its own motion', () => {
    expect(isOwnMotion(new WeakMap(), {}, 100, Infinity, [])).toBe(true)
  })

  it('takes the first change of a node after a click for an answer', () => {
    expect(isOwnMotion(new WeakMap(), {}, 100, 50, [])).toBe(false)
  })

  it('goes on taking a ticker for one, for as long as it ticks at least every two seconds', () => {
    const motions = new WeakMap()
    const ticker = {}
    isOwnMotion(motions, ticker, 1_000, Infinity, [])
    for (let at = 3_000; at < 20_000; at += 2_000)
      expect(isOwnMotion(motions, ticker, at, at - 10, [])).toBe(true)
  })

  it('takes what stood still for over two seconds for an answer, and tells nodes apart', () => {
    const motions = new WeakMap()
    const [ticker, other] = [{}, {}]
    isOwnMotion(motions, ticker, 1_000, Infinity, [])
    expect(isOwnMotion(motions, other, 1_100, 1_050, [])).toBe(false)
    expect(isOwnMotion(motions, ticker, 3_100, 3_001, [])).toBe(false)
  })

  it('holds of what a ticker brings in and fills in at once, but not of a later click on that', () => {
    const motions: Motions = new WeakMap()
    const [feed, item] = [{}, {}]
    isOwnMotion(motions, feed, 1_000, Infinity, [])
    expect(isOwnMotion(motions, feed, 1_100, 1_050, [item])).toBe(true)
    expect(isOwnMotion(motions, item, 1_100, 1_050, [])).toBe(true)
    const later = {}
    isOwnMotion(motions, feed, 1_200, 1_050, [later])
    expect(isOwnMotion(motions, later, 1_400, 1_300, [])).toBe(false)
  })
})

describe('takeEffect', () => {
  it('takes the clicks that are recent enough, and leaves the others waiting', () => {
    const waiting = new Map([
      ['old', 0],
      ['just', 400],
      ['new', 900],
    ])
    takeEffect(waiting, 1_000, 600)
    expect([...waiting.keys()]).toEqual(['old'])
  })
})
