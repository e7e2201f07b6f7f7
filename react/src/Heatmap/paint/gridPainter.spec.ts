import { expect, test } from 'vitest'
import { colorTable } from './colorTable.js'
import { colorize } from './gridPainter.js'

test('heat h has the colour of the intensity 1 - e^-h', () => {
  const colors = colorTable('classic')
  const heats = [0, 0.05, 0.3, 0.7, 1, 2.5, 50]
  const pixels = colorize(Float32Array.from(heats), colors)
  heats.forEach((heat, at) => {
    const index = Math.round((1 - Math.exp(-heat)) * 255)
    for (let c = 0; c < 4; c++) {
      // Looked up in steps: a neighbour in the table at most.
      const near = [index - 1, index, index + 1].map((i) => colors[Math.min(255, Math.max(0, i)) * 4 + c]!)
      expect(pixels[at * 4 + c]).toBeGreaterThanOrEqual(Math.min(...near))
      expect(pixels[at * 4 + c]).toBeLessThanOrEqual(Math.max(...near))
    }
  })
  expect(pixels[3]).toBe(0)
})
