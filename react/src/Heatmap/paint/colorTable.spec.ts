import { expect, test } from 'vitest'
import { colorTable, PALETTES, type PaletteName } from './colorTable.js'
import { HOTTEST_INTENSITY } from './heatScale.js'

const color = (table: Uint8ClampedArray, index: number) => [...table.subarray(index * 4, index * 4 + 4)]

test.each(Object.keys(PALETTES) as PaletteName[])('%s grows from clear to its last colour', (name) => {
  const table = colorTable(name)
  expect(color(table, 0)).toEqual([0, 0, 0, 0])
  for (let i = 1; i < 256; i++) expect(table[i * 4 + 3]).toBeGreaterThanOrEqual(table[(i - 1) * 4 + 3]!)
  const last = Number.parseInt(PALETTES[name].at(-1)!.slice(1), 16)
  expect(color(table, 255)).toEqual([last >> 16, (last >> 8) & 255, last & 255, 255])
  expect(color(table, Math.ceil(HOTTEST_INTENSITY * 255))).toEqual(color(table, 255))
})

test('takes colours of the host', () => {
  const table = colorTable(['#000', '#ff0000'])
  expect(color(table, 255)).toEqual([255, 0, 0, 255])
  expect(table[1 * 4]).toBeLessThan(20)
})

test('names the colour that it cannot read', () => {
  expect(() => colorTable(['#fff', 'tomato'])).toThrow('"tomato"')
})

test('one colour is no palette', () => {
  expect(() => colorTable(['#fff'])).toThrow('two')
})
