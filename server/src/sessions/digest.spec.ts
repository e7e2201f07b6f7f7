import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest } from './digest.js'

describe('digest', () => {
  it('is the first 53 bits of the SHA-256 of the list as JSON: stored data depends on it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) => {
        const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
        expect(BigInt(digest(...parts))).toBe(BigInt(`0x${hex}`) >> 203n)
      }),
    )
  })

  it('tells lists apart that only differ in where their parts end', () => {
    expect(
      new Set([digest('a', 'b'), digest('ab'), digest('a,b'), digest('a","b'), digest('', 'ab')]).size,
    ).toBe(5)
  })
})
