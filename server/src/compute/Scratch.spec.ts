import { expect, it } from 'vitest'
import { Scratch } from './Scratch.js'

it('hands out arrays apart from each other, at first and from then on', () => {
  const scratch = new Scratch()
  for (let round = 0; round < 3; round++) {
    scratch.begin()
    const arrays = [scratch.int32(3), scratch.float64(5), scratch.int32(0), scratch.float64(1)]
    expect(arrays.map(({ length }) => length)).toEqual([3, 5, 0, 1])
    for (const [index, array] of arrays.entries()) array.fill(index)
    expect(arrays.map((array) => [...array])).toEqual([[0, 0, 0], [1, 1, 1, 1, 1], [], [3]])
  }
})

it('uses its memory again', () => {
  const scratch = new Scratch()
  scratch.int32(100)
  scratch.begin()
  const { buffer } = scratch.int32(100)
  scratch.begin()
  expect(scratch.float64(50).buffer).toBe(buffer)
})

it('has enough after it once had too little', () => {
  const scratch = new Scratch()
  const wanted = () => [scratch.float64(10), scratch.float64(1_000), scratch.int32(7)]
  wanted()
  scratch.begin()
  expect(new Set(wanted().map(({ buffer }) => buffer)).size).toBe(1)
})
