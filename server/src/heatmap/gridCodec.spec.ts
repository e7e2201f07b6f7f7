import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTo, type Cells, type ElementCounts } from './grid.js'
import { decodeElements, encodeCells, encodeElements, readCells } from './gridCodec.js'

const cells = fc
  .array(fc.tuple(fc.nat(1_999_999), fc.integer({ min: -(2 ** 50), max: 2 ** 50 })))
  .map((entries): Cells => new Map(entries))

const decoded = (bytes: Uint8Array) => {
  const into: Cells = new Map()
  readCells(bytes, (cell, value) => addTo(into, cell, value))
  return into
}

describe('encoded cells', () => {
  it('are the cells that are not 0, whatever their sign and size', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const expected = [...given].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b)
        expect([...decoded(encodeCells(given))]).toEqual(expected)
      }),
    )
  })

  it('of another version are refused', () => {
    expect(() => decoded(Uint8Array.of(9, 1, 2))).toThrow('version 9')
  })
})

it('elements come back as they were', () => {
  const elements = new Map<string, ElementCounts>([
    ['#buy "now"', { clicks: 3, rage: 1, dead: 0, offsets: 2, offsetX: 1_234_567_890, offsetY: 2e9 }],
    ['ü > é', { clicks: 0, rage: 0, dead: -2, offsets: 0, offsetX: 0, offsetY: 0 }],
  ])
  expect(decodeElements(encodeElements(elements))).toEqual(elements)
})
