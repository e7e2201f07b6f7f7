import type { ClickFields } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { continueChain, isRage } from './rage.js'

const click = (t: number, x = 0, y = 0, selector = '#a'): ClickFields => ({ t, x, y, selector })

/** The chains that clicks make, each when it has ended. */
function chainsOf(clicks: readonly ClickFields[]): ClickFields[][] {
  const ended: ClickFields[][] = []
  let chain: ClickFields[] = []
  for (const each of clicks) {
    const next = continueChain(chain, each)
    if (next.length <= chain.length) ended.push(chain)
    chain = next
  }
  return [...ended, chain]
}

const rages = (clicks: readonly ClickFields[]) =>
  chainsOf(clicks)
    .filter(isRage)
    .map(({ length }) => length)

const clicks = fc
  .array(fc.tuple(fc.nat(700), fc.integer({ min: -40, max: 40 }), fc.constantFrom('#a', '#b')), {
    maxLength: 30,
  })
  .map((ways) => {
    let [t, x] = [0, 0]
    return ways.map(([dt, dx, selector]) => {
      t += dt
      x += dx
      return click(t, x, 0, selector)
    })
  })

const isNear = (one: ClickFields, other: ClickFields) =>
  Math.hypot(one.x - other.x, one.y - other.y) <= (one.selector === other.selector ? 50 : 30)
/** Whether three clicks in a row are rage by the contract alone. */
const isRagingThree = ([a, b, c]: readonly ClickFields[]) =>
  c!.t - a!.t <= 1_000 && isNear(a!, b!) && isNear(b!, c!)
const threes = (chain: readonly ClickFields[]) =>
  chain.slice(2).map((_, index) => chain.slice(index, index + 3))

describe('rage clicks', () => {
  it.each([
    ['three within a second', [click(0), click(500), click(1_000)], [3]],
    ['two', [click(0), click(100)], []],
    ['three in a millisecond too much', [click(0), click(500), click(1_001)], []],
    ['ten in one burst, once', Array.from({ length: 10 }, (_, i) => click(i * 100)), [10]],
    ['a slow first, and three fast', [0, 950, 1_050, 1_150].map((t) => click(t)), [3]],
    ['30 px apart in two elements', [click(0), click(10, 30, 0, '#b'), click(20)], [3]],
    ['31 px apart in two elements', [click(0), click(10, 31, 0, '#b'), click(20)], []],
    ['50 px apart in one element', [click(0), click(10, 30, 40), click(20)], [3]],
    ['51 px apart in one element', [click(0), click(10, 51), click(20)], []],
    ['two bursts', [0, 100, 200, 5_000, 5_100, 5_200].map((t) => click(t)), [3, 3]],
  ])('%s', (_, given, expected) => {
    expect(rages(given)).toEqual(expected)
  })

  it('are such that any three in a row are within a second, each near the one before', () => {
    fc.assert(
      fc.property(clicks, (given) => {
        for (const chain of chainsOf(given).filter(isRage))
          for (const three of threes(chain)) expect(isRagingThree(three)).toBe(true)
      }),
    )
  })

  it('miss no three: each is in a chain that has it, or in one with the click before it', () => {
    fc.assert(
      fc.property(clicks, (given) => {
        const raging = new Set(chainsOf(given).filter(isRage).flat())
        for (const three of threes(given))
          if (isRagingThree(three)) expect(three.some((each) => raging.has(each))).toBe(true)
      }),
    )
  })
})
