import { expect, it } from 'vitest'
import { segmentFrom } from '../reports/session.fixture.js'
import { heldBytes } from './heldBytes.js'

const bytesWith = (selector: string) =>
  heldBytes(
    segmentFrom([
      {
        visitor: 'v',
        session: 's',
        events: [
          { at: 0, page: '/' },
          { at: 1, click: selector },
        ],
      },
    ]).segment,
  )

it('counts what a segment takes however small it is, and its strings', () => {
  // 29 typed arrays, of which V8 makes some 7,400 bytes.
  expect(bytesWith('#buy')).toBeGreaterThan(7_000)
  expect(bytesWith('x'.repeat(2_000)) - bytesWith('')).toBe(4_000)
})
