import fc from 'fast-check'
import { expect, it } from 'vitest'
import { segmentFrom } from '../reports/session.fixture.js'
import { countSteps } from './countWalks.js'
import { linkTableOf } from './linkTable.js'
import { pathsQuerySchema } from './pathsQuery.js'
import { pagesOf } from './walkScans.js'

const T = Date.UTC(2026, 10, 10, 12)
const range = { from: new Date(T).toISOString(), to: new Date(T + 86_400_000).toISOString() }

const viewOf = (walks: readonly string[]) =>
  segmentFrom(
    walks.map((pages, i) => ({
      visitor: `v-${i}`,
      session: 's',
      events: [...pages].map((page, second) => ({ at: T + second * 1_000, page })),
    })),
  )

it('links that were noted of whole segments are those of their walks, at whatever depths they are asked for', () => {
  const walk = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 8 })
  let tables = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(walk, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
      fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
      (segments, depths) => {
        // People do the same things again and again.
        const views = segments.map((walks) => viewOf(walks.flatMap((each) => Array(6).fill(each))))
        for (const depth of depths) {
          const query = pathsQuerySchema.parse({ ...range, depth })
          const pages = pagesOf(views, query)
          const everyPage = { places: Uint32Array.from(pages.keys()), count: pages.length }
          const walked = countSteps(views, { pages, query, steps: Array(depth).fill(everyPage) })
          expect(countSteps(views, { pages, query, steps: null })).toEqual(walked)
          tables += views.filter(({ segment }) => linkTableOf(segment, depth - 1)).length
        }
      },
    ),
  )
  expect(tables).toBeGreaterThan(100)
})

it('there is none where it would be as long as the walks, or take long to make', () => {
  expect(linkTableOf(viewOf(['abc', 'bca']).segment, 4)).toBeNull()
  const many = Array.from({ length: 300 }, (_, page) => String.fromCodePoint(0x4e00 + page)).join('')
  expect(linkTableOf(viewOf(Array(6).fill(many)).segment, 4)).toBeNull()
})
