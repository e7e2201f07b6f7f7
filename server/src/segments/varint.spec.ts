import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VarintReader, Varints } from './varint.js'

describe('varints', () => {
  it('give back any safe integer from 0 on', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.maxSafeNat(), fc.nat(300))), (values) => {
        const written = new Varints()
        written.push(...values)
        const bytes = written.bytes()
        const reader = new VarintReader(bytes)
        expect(values.map(() => reader.next())).toEqual(values)
        expect(reader.at).toBe(bytes.length)
      }),
    )
  })

  it('take one byte up to 127, two up to 16,383', () => {
    const sizeOf = (value: number) => {
      const written = new Varints()
      written.push(value)
      return written.bytes().length
    }
    expect([0, 127, 128, 16_383, 16_384].map(sizeOf)).toEqual([1, 1, 2, 2, 3])
  })

  it('say when the bytes end within a number', () => {
    expect(() => new VarintReader(Uint8Array.of(128)).next()).toThrow(/end within a number/)
  })
})
