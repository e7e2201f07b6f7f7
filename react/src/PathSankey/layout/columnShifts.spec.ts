import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnShifts } from './columnShifts.js'

const HEIGHT = 400
const GAP = 28
/** Heights of the nodes of each column that fit, and where a layout has put them. */
const columns = fc
  .array(fc.array(fc.record({ height: fc.integer({ min: 1, max: 30 }), y: fc.nat(400) }), { maxLength: 8 }), {
    maxLength: 4,
  })
  .map((all) =>
    all.flatMap((nodes, column) =>
      nodes.map((node, order) => ({ ...node, id: `${column}:${order}`, column, order })),
    ),
  )

test('columns begin at the top, in order, evenly apart and within the height', () => {
  fc.assert(
    fc.property(columns, (nodes) => {
      const shifts = columnShifts(nodes, HEIGHT, GAP)
      const moved = nodes.map((node) => ({ ...node, y: node.y + (shifts.get(node.id) ?? Number.NaN) }))
      for (const [index, node] of moved.entries()) {
        const above = moved[index - 1]
        expect(node.y + node.height).toBeLessThanOrEqual(HEIGHT + 1e-9)
        if (node.order === 0) expect(node.y).toBe(0)
        else expect(node.y).toBeGreaterThanOrEqual(above!.y + above!.height)
        if (node.order > 0) expect(node.y - above!.y - above!.height).toBeLessThanOrEqual(GAP + 1e-9)
      }
    }),
  )
})

test('a full column keeps to the height, at the cost of its gaps', () => {
  const nodes = [0, 1, 2].map((order) => ({ id: `${order}`, column: 0, order, y: 0, height: 130 }))
  expect([...columnShifts(nodes, HEIGHT, GAP).values()]).toEqual([0, 135, 270])
})
