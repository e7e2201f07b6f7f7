import { expect, it } from 'vitest'
import { seal, unseal } from './seal.js'

const secret = Buffer.from('the secret')

it('opens what it sealed, and never says the same twice', () => {
  const sealed = seal(secret, 'key', 'shop')
  expect(unseal(sealed, 'key', 'shop')).toEqual(secret)
  expect(seal(secret, 'key', 'shop')).not.toEqual(sealed)
  expect(sealed.includes(secret)).toBe(false)
})

it('does not open under another key, for another site, or changed', () => {
  const sealed = seal(secret, 'key', 'shop')
  expect(() => unseal(sealed, 'other', 'shop')).toThrow()
  expect(() => unseal(sealed, 'key', 'blog')).toThrow()
  sealed[sealed.length - 1]! ^= 1
  expect(() => unseal(sealed, 'key', 'shop')).toThrow()
})
