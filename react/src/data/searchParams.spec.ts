import { expect, test } from 'vitest'
import { searchParams } from './searchParams.js'

test('leaves out what is absent and repeats lists', () => {
  const search = searchParams({ start: '/', end: undefined, exclude: ['/help', '/a b'], depth: 5 })
  expect([...new URLSearchParams(search)]).toEqual([
    ['depth', '5'],
    ['exclude', '/help'],
    ['exclude', '/a b'],
    ['start', '/'],
  ])
})

test('is the same for the same parameters in another order', () => {
  expect(searchParams({ b: 1, a: 2 })).toBe(searchParams({ a: 2, b: 1 }))
})

test('keeps zero and the empty string', () => {
  expect(searchParams({ minWidth: 0, search: '' })).toBe('minWidth=0&search=')
})
