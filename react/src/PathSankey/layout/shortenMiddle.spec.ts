import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortenMiddle } from './shortenMiddle.js'

const atMost = (length: number) => (text: string) => Array.from(text).length <= length

test('keeps what fits', () => {
  expect(shortenMiddle('/pricing', atMost(8))).toBe('/pricing')
})

test('keeps the start and the end', () => {
  expect(shortenMiddle('/products/garden/chairs/reviews', atMost(15))).toBe('/produc…reviews')
})

test('fills the room, and no more', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 2, maxLength: 60, unit: 'grapheme' }),
      fc.integer({ min: 1, max: 60 }),
      (name, room) => {
        const shown = shortenMiddle(name, atMost(room))
        const length = Array.from(shown).length
        if (Array.from(name).length <= room) expect(shown).toBe(name)
        else expect(length).toBe(room)
      },
    ),
  )
})

test('has nothing but the dots where nothing fits', () => {
  expect(shortenMiddle('/pricing', () => false)).toBe('…')
})
