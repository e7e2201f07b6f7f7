import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blur, blurPeak, boxRadii } from './boxBlur.js'

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

test('three boxes have the variance of the Gaussian they stand for', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 30, noNaN: true }), (sigma) => {
      const variance = sum(boxRadii(sigma).map((radius) => ((2 * radius + 1) ** 2 - 1) / 12))
      expect(Math.sqrt(variance)).toBeGreaterThan(sigma - 0.4)
      expect(Math.sqrt(variance)).toBeLessThan(sigma + 0.4)
    }),
  )
})

test('nothing is lost or made within the grid', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4 }),
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 9 }),
          fc.integer({ min: 0, max: 9 }),
          fc.integer({ min: 1, max: 99 }),
        ),
        {
          minLength: 1,
        },
      ),
      (radius, points) => {
        const margin = 3 * radius
        const side = 10 + 2 * margin
        const data = new Float32Array(side * side)
        for (const [x, y, value] of points) data[(y + margin) * side + x + margin]! += value
        const before = sum(data)
        blur(data, side, side, [radius, radius, radius])
        expect(sum(data) / before).toBeCloseTo(1, 3)
      },
    ),
  )
})

test('blurs both ways alike, on grids of any shape', () => {
  const [width, height] = [31, 7]
  const wide = new Float32Array(width * height)
  const tall = new Float32Array(width * height)
  wide[3 * width + 10] = 1
  tall[10 * height + 3] = 1
  blur(wide, width, height, [2, 2, 3])
  blur(tall, height, width, [2, 2, 3])
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) expect(wide[y * width + x]).toBeCloseTo(tall[x * height + y]!, 6)
})

test('a unit keeps the told peak at its own place', () => {
  const side = 41
  const radii = [3, 3, 4]
  const data = new Float32Array(side * side)
  data[20 * side + 20] = 1
  blur(data, side, side, radii)
  expect(data[20 * side + 20]).toBeCloseTo(blurPeak(radii) ** 2, 6)
  expect(Math.max(...data)).toBeCloseTo(data[20 * side + 20]!, 9)
})

test('blurs wider than the grid stay within it', () => {
  const data = new Float32Array(6).fill(1)
  blur(data, 3, 2, [5, 5, 5])
  expect([...data].every((value) => value >= 0 && value < 1)).toBe(true)
})
