import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RowPredictor } from './RowPredictor.js'

it('decodes the rows that it encoded, also of pages that share a slot', () => {
  // Widths 4,096 apart land in the same slot.
  const view = fc.tuple(
    fc.nat(5),
    fc.constantFrom(0, 390, 390 + 4_096, 1_440),
    fc.constantFrom(0, 520, 10_000, 65_535),
  )
  fc.assert(
    fc.property(fc.array(view, { maxLength: 60 }), (views) => {
      const [encoder, decoder] = [new RowPredictor(), new RowPredictor()]
      for (const [page, width, rows] of views) {
        expect(decoder.decode(page, width, encoder.encode(page, width, rows))).toBe(rows)
      }
    }),
  )
})

it('needs no code for a page that is as high as before', () => {
  const predictor = new RowPredictor()
  const codes = [520, 520, 530, 530, 530].map((rows) => predictor.encode(7, 1_440, rows))
  expect(codes).toEqual([521, 0, 531, 0, 0])
})
