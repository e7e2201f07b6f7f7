import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRests } from './rests.js'

type Rest = readonly [t: number, top: number, ms: number]

/** Ways from each scroll event to the next, and whether all is told in between (as when the page is hidden). */
const scrolls = fc.array(
  fc.tuple(
    fc.oneof({ weight: 5, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(20_000) }),
    fc.nat(3_000),
    fc.boolean(),
  ),
  { maxLength: 100 },
)

function rest(events: readonly (readonly [dt: number, top: number, tells: boolean])[], last: number) {
  const rests: Rest[] = []
  const told = createRests(0, 0, (...each) => rests.push(each))
  let t = 0
  for (const [dt, top, tells] of events) {
    t += dt
    if (tells) told.tell(t)
    told.scrolled(t, top)
  }
  told.tell(t + last)
  return { rests, end: t + last }
}

describe('createRests', () => {
  it('adds up to the whole time, without gap or overlap', () => {
    fc.assert(
      fc.property(scrolls, fc.nat(5_000), (events, last) => {
        const { rests, end } = rest(events, last)
        let at = 0
        for (const [t, , ms] of rests) {
          expect(t).toBe(at)
          expect(ms).toBeGreaterThan(0)
          at += ms
        }
        expect(at).toBe(end)
      }),
    )
  })

  it('tells no position but those that were', () => {
    fc.assert(
      fc.property(scrolls, fc.nat(5_000), (events, last) => {
        const tops = [0, ...events.map(([, top]) => top)]
        for (const [, top] of rest(events, last).rests) expect(tops).toContain(top)
      }),
    )
  })

  it('tells every rest of a tenth of a second whole, at its place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 100, max: 20_000 }), fc.nat(3_000)), { minLength: 1 }),
        (events) => {
          const { rests } = rest(
            events.map(([dt, top]) => [dt, top, false]),
            100,
          )
          const spent = new Map<number, number>()
          let top = 0
          for (const [dt, next] of events) {
            spent.set(top, (spent.get(top) ?? 0) + dt)
            top = next
          }
          spent.set(top, (spent.get(top) ?? 0) + 100)
          for (const [at, ms] of spent)
            expect(rests.filter((each) => each[1] === at).reduce((sum, each) => sum + each[2], 0)).toBe(ms)
        },
      ),
    )
  })

  it('tells a long movement in pieces of a quarter of a second', () => {
    const { rests } = rest(
      Array.from({ length: 100 }, (_, i) => [16, i * 20, false] as const),
      0,
    )
    for (const [, , ms] of rests) expect(ms).toBeLessThan(300)
    expect(rests.length).toBeGreaterThan(5)
  })
})
