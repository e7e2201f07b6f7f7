import { expect, test } from 'vitest'
import { pageGeometry } from './pageGeometry.js'

const grid = { columns: 200, rows: 520, rowHeight: 10 }

test('a page without a background is as high as the report says', () => {
  const geometry = pageGeometry(grid, { width: undefined, height: undefined }, 640, 1280)
  expect(geometry).toMatchObject({ pageWidth: 1280, pageHeight: 5200, scale: 0.5, width: 640, height: 2600 })
  expect(geometry.columnWidth).toBeCloseTo(3.2)
  expect(geometry.rowHeight).toBe(5)
})

test('a background brings its own size', () => {
  expect(pageGeometry(grid, { width: 1440, height: 3000 }, 720, 1280)).toMatchObject({
    scale: 0.5,
    height: 1500,
  })
})

test('a report without rows has some height', () => {
  const none = { ...grid, rows: 0 }
  expect(pageGeometry(none, { width: undefined, height: undefined }, 1280, 1280).height).toBeGreaterThan(0)
})
