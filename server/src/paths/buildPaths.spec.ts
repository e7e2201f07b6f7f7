import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentFrom } from '../reports/session.fixture.js'
import type { SegmentView } from '../segments/segment.js'
import { buildPaths, type PathGraph } from './buildPaths.js'
import type { ParsedPathsQuery } from './pathsQuery.js'

const NOON = Date.UTC(2026, 10, 10, 12)

/** A session as its pages (one letter each), a view a second. */
interface Visit {
  pages: string
  at?: number
  width?: number
}

function segment(visits: readonly Visit[]): SegmentView {
  return segmentFrom(
    visits.map(({ pages, at = NOON, width }, i) => ({
      visitor: `v-${i}`,
      session: 's',
      width,
      events: [...pages].map((page, second) => ({ at: at + second * 1_000, page })),
    })),
  )
}

const query = (more: Partial<ParsedPathsQuery> = {}): ParsedPathsQuery => ({
  from: NOON - 1,
  to: NOON + 86_400_000,
  device: null,
  depth: 5,
  limit: 10,
  exclude: [],
  ...more,
})

/** A graph in short: `step:page count starts/exits`, and `source>target value`. */
const short = ({ sessions, nodes, links }: PathGraph) => ({
  sessions,
  nodes: nodes.map(({ id, count, starts, exits }) => `${id} ${count} ${starts}/${exits}`),
  links: links.map(({ source, target, value }) => `${source}>${target} ${value}`),
})

const paths = (walks: readonly string[], more: Partial<ParsedPathsQuery> = {}) =>
  short(buildPaths([segment(walks.map((pages) => ({ pages })))], query(more)))

/** The walk that a session's pages make, after the contract's words one by one. */
function walkOf(
  pages: string,
  { start, end, depth, exclude }: ParsedPathsQuery,
): { walk: string[]; step: number } {
  const none = { walk: [], step: 0 }
  let walk = [...pages]
    .filter((page) => !exclude.includes(page))
    .filter((page, i, left) => page !== left[i - 1])
  if (start !== undefined) {
    if (!walk.includes(start)) return none
    walk = walk.slice(walk.indexOf(start))
  }
  if (end !== undefined) {
    const last = walk.indexOf(end, start === undefined ? 0 : 1)
    if (last === -1) return none
    walk = walk.slice(0, last + 1)
  }
  if (end === undefined || start !== undefined) return { walk: walk.slice(0, depth), step: 0 }
  walk = walk.slice(-depth)
  return { walk, step: depth - walk.length }
}

function naive(visits: readonly string[], given: ParsedPathsQuery) {
  const walks = visits.map((pages) => walkOf(pages, given)).filter(({ walk }) => walk.length > 0)
  const count = (names: string[]) => {
    const counts = new Map<string, number>()
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
    return counts
  }
  const shown = Array.from({ length: given.depth }, (_, step) =>
    [...count(walks.flatMap(({ walk, step: first }) => walk[step - first] ?? []))]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, given.limit)
      .map(([page]) => page),
  )
  const named = walks.map(({ walk, step }) =>
    walk.map((page, i) => `${step + i}:${shown[step + i]!.includes(page) ? page : '(other)'}`),
  )
  return {
    sessions: walks.length,
    nodes: count(named.flat()),
    starts: count(named.map((walk) => walk[0]!)),
    exits: count(named.map((walk) => walk.at(-1)!)),
    links: count(named.flatMap((walk) => walk.slice(1).map((to, i) => `${walk[i]}>${to}`))),
  }
}

const visitsArbitrary = fc.array(
  fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 9 }),
  {
    maxLength: 30,
  },
)
const page = fc.option(fc.constantFrom(...'abcdef'), { nil: undefined })
const queryArbitrary = fc
  .record({
    start: page,
    end: page,
    depth: fc.integer({ min: 1, max: 7 }),
    limit: fc.integer({ min: 1, max: 5 }),
    exclude: fc.subarray(['a', 'b']),
  })
  .map(query)

describe('buildPaths', () => {
  it('agrees with walking every session by itself', () => {
    fc.assert(
      fc.property(
        visitsArbitrary,
        queryArbitrary,
        fc.constantFrom(0, undefined),
        (visits, given, maxPairs) => {
          const graph = buildPaths([segment(visits.map((pages) => ({ pages })))], given, maxPairs)
          const { nodes } = graph
          const some = (key: 'starts' | 'exits') =>
            nodes.filter((node) => node[key] > 0).map((node) => [node.id, node[key]])
          const expected = naive(visits, given)
          expect(graph.sessions).toBe(expected.sessions)
          expect(new Map(nodes.map(({ id, count }) => [id, count]))).toEqual(expected.nodes)
          expect(new Map(some('starts') as [string, number][])).toEqual(expected.starts)
          expect(new Map(some('exits') as [string, number][])).toEqual(expected.exits)
          expect(new Map(graph.links.map((l) => [`${l.source}>${l.target}`, l.value]))).toEqual(
            expected.links,
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('conserves flow at every node', () => {
    fc.assert(
      fc.property(visitsArbitrary, queryArbitrary, (visits, given) => {
        const { sessions, nodes, links } = buildPaths([segment(visits.map((pages) => ({ pages })))], given)
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
        for (const { id, count, starts, exits } of nodes) {
          expect(starts + sum(links.filter((l) => l.target === id).map((l) => l.value))).toBe(count)
          expect(exits + sum(links.filter((l) => l.source === id).map((l) => l.value))).toBe(count)
        }
        expect(sum(nodes.map(({ starts }) => starts))).toBe(sessions)
        expect(sum(nodes.map(({ exits }) => exits))).toBe(sessions)
      }),
      { numRuns: 200 },
    )
  })

  it('does not depend on how sessions lie in segments', () => {
    const visits = ['abc', 'abd', 'cab', 'bbb', 'dcba', 'ab'].map((pages) => ({ pages }))
    const whole = buildPaths([segment(visits)], query({ limit: 2 }))
    const parts = [visits.slice(3), [], visits.slice(0, 3)].map(segment)
    expect(buildPaths(parts, query({ limit: 2 }))).toEqual(whole)
  })

  it('collapses repeats, after the excluded pages are dropped', () => {
    expect(paths(['aabba']).links).toEqual(['0:a>1:b 1', '1:b>2:a 1'])
    expect(paths(['abac'], { exclude: ['b'] }).links).toEqual(['0:a>1:c 1'])
    expect(paths(['bb', 'a'], { exclude: ['b'] }).sessions).toBe(1)
  })

  it('takes walks from the first occurrence of start', () => {
    expect(paths(['xabac', 'c'], { start: 'a', depth: 2 })).toEqual({
      sessions: 1,
      nodes: ['0:a 1 1/0', '1:b 1 0/1'],
      links: ['0:a>1:b 1'],
    })
  })

  it('aligns walks at end when it stands alone', () => {
    expect(paths(['abcdexe', 'de', 'e', 'abc'], { end: 'e', depth: 3 })).toEqual({
      sessions: 3,
      nodes: ['0:c 1 1/0', '1:d 2 1/0', '2:e 3 1/3'],
      links: ['0:c>1:d 1', '1:d>2:e 2'],
    })
  })

  it('keeps walks from start to the first end after it', () => {
    const both = { start: 'a', end: 'c' }
    expect(paths(['xacbc', 'ca', 'ab', 'abac'], both)).toMatchObject({
      sessions: 2,
      links: ['0:a>1:b 1', '0:a>1:c 1', '1:b>2:a 1', '2:a>3:c 1'],
    })
    expect(paths(['abbc'], { ...both, depth: 2 })).toMatchObject({ sessions: 1, links: ['0:a>1:b 1'] })
    expect(paths(['abac', 'ab'], { start: 'a', end: 'a' }).links).toEqual(['0:a>1:b 1', '1:b>2:a 1'])
    expect(paths(['abc'], { start: 'a', end: 'nowhere' }).sessions).toBe(0)
    expect(paths(['abc'], { start: 'nowhere' })).toEqual({ sessions: 0, nodes: [], links: [] })
  })

  it('shows the most visited pages of a step, ties by page, and the others as one', () => {
    const { nodes, links } = paths(['xb', 'xa', 'xc', 'xc', 'd'], { limit: 2 })
    expect(nodes).toEqual(['0:x 4 4/0', '0:d 1 1/1', '1:c 2 0/2', '1:a 1 0/1', '1:(other) 1 0/1'])
    expect(links).toEqual(['0:x>1:c 2', '0:x>1:a 1', '0:x>1:(other) 1'])
  })

  it('takes the sessions that begin in the range, on the device, and are not masked', () => {
    const visits = [
      { pages: 'a', at: NOON - 1 },
      { pages: 'bB', at: NOON },
      { pages: 'c', at: NOON + 999 },
      { pages: 'd', at: NOON + 1_000 },
      { pages: 'e', at: NOON, width: 390 },
    ]
    const view = segment(visits)
    const range = { from: NOON, to: NOON + 1_000 }
    const starts = (given: SegmentView, more: object) =>
      buildPaths([given], query({ ...range, ...more }))
        .nodes.filter(({ step }) => step === 0)
        .map(({ page }) => page)
        .join('')
    expect(starts(view, {})).toBe('bce')
    expect(starts(view, { device: 'mobile' })).toBe('e')
    expect(starts(view, { device: 'desktop' })).toBe('bc')
    expect(starts({ ...view, masked: Uint8Array.of(0, 1, 1, 0, 0) }, { device: 'desktop' })).not.toContain(
      'b',
    )
  })

  it('is empty without sessions', () => {
    expect(buildPaths([], query())).toEqual({ sessions: 0, nodes: [], links: [] })
  })
})
