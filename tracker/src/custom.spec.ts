import { LIMITS } from '@mouse-tracking/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customEvent } from './custom.js'

describe('customEvent', () => {
  it('keeps flat props as they are', () => {
    const props = { plan: 'pro', seats: 3, trial: false, none: '' }
    expect(customEvent(5, 'purchase', props)).toEqual({ type: 'custom', t: 5, name: 'purchase', props })
  })

  it('leaves out what is none, and cuts what is too long', () => {
    const given = {
      ok: 1,
      nested: {},
      list: [1],
      nothing: null,
      not: undefined,
      nan: Number.NaN,
      far: Infinity,
      call() {},
    }
    expect(customEvent(0, 'n'.repeat(100), given)).toEqual({
      type: 'custom',
      t: 0,
      name: 'n'.repeat(LIMITS.nameLength),
      props: { ok: 1 },
    })
  })

  it('makes of anything what the contract takes', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.dictionary(fc.string(), fc.anything(), { maxKeys: 50 }),
        (name, props) => {
          const event = customEvent(0, typeof name === 'symbol' ? '' : String(JSON.stringify(name)), props)
          expect(event.name.length).toBeLessThanOrEqual(LIMITS.nameLength)
          const kept = Object.entries(event.props ?? {})
          expect(kept.length).toBeLessThanOrEqual(LIMITS.props)
          for (const [key, value] of kept) {
            expect(key.length).toBeLessThanOrEqual(LIMITS.stringLength)
            expect(typeof value).toMatch(/^(string|number|boolean)$/)
            if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(LIMITS.stringLength)
          }
          expect(JSON.parse(JSON.stringify(event))).toEqual({
            ...event,
            props: JSON.parse(JSON.stringify(event.props)),
          })
        },
      ),
    )
  })
})
