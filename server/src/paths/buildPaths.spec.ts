import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentFrom } from '../reports/session.fixture.js'
import type { SegmentView } from '../segments/segment.js'
import { buildPaths, counterOf, type PathGraph, type WalkCounter } from './buildPaths.js'
import { addSteps, addVisits } from './countWalks.js'
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

const paths = async (walks: readonly string[], more: Partial<ParsedPathsQuery> = {}) =>
  short(await buildPaths([segment(walks.map((pages) => ({ pages })))], query(more)))

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
  it('agrees with walking every session by itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        visitsArbitrary,
        queryArbitrary,
        fc.constantFrom(0, undefined),
        async (visits, given, maxPairs) => {
          const views = [segment(visits.map((pages) => ({ pages })))]
          const graph = await buildPaths(views, given, undefined, maxPairs)
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

  it('conserves flow at every node', async () => {
    await fc.assert(
      fc.asyncProperty(visitsArbitrary, queryArbitrary, async (visits, given) => {
        const views = [segment(visits.map((pages) => ({ pages })))]
        const { sessions, nodes, links } = await buildPaths(views, given)
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

  it('does not depend on how sessions lie in segments, nor on who counts which', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(visitsArbitrary, { maxLength: 4 }),
        queryArbitrary,
        fc.constantFrom(0, undefined),
        async (parts, given, maxPairs) => {
          const views = parts.map((visits) => segment(visits.map((pages) => ({ pages }))))
          const whole = [segment(parts.flat().map((pages) => ({ pages })))]
          const expected = await buildPaths(whole, given, undefined, maxPairs)
          expect(await buildPaths(views, given, undefined, maxPairs)).toEqual(expected)
          const counters = [[], ...views.map((view) => [view])].map(counterOf)
          const apart: WalkCounter = {
            visits: async (question) =>
              addVisits(await Promise.all(counters.map((each) => each.visits(question)))),
            steps: async (question) =>
              addSteps(await Promise.all(counters.map((each) => each.steps(question)))),
          }
          expect(await buildPaths(views, given, apart, maxPairs)).toEqual(expected)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('collapses repeats, after the excluded pages are dropped', async () => {
    expect((await paths(['aabba'])).links).toEqual(['0:a>1:b 1', '1:b>2:a 1'])
    expect((await paths(['abac'], { exclude: ['b'] })).links).toEqual(['0:a>1:c 1'])
    expect((await paths(['bb', 'a'], { exclude: ['b'] })).sessions).toBe(1)
  })

  it('takes walks from the first occurrence of start', async () => {
    expect(await paths(['xabac', 'c'], { start: 'a', depth: 2 })).toEqual({
      sessions: 1,
      nodes: ['0:a 1 1/0', '1:b 1 0/1'],
      links: ['0:a>1:b 1'],
    })
  })

  it('aligns walks at end when it stands alone', async () => {
    expect(await paths(['abcdexe', 'de', 'e', 'abc'], { end: 'e', depth: 3 })).toEqual({
      sessions: 3,
      nodes: ['0:c 1 1/0', '1:d 2 1/0', '2:e 3 1/3'],
      links: ['0:c>1:d 1', '1:d>2:e 2'],
    })
  })

  it('keeps walks from start to the first end after it', async () => {
    const both = { start: 'a', end: 'c' }
    expect(await paths(['xacbc', 'ca', 'ab', 'abac'], both)).toMatchObject({
      sessions: 2,
      links: ['0:a>1:b 1', '0:a>1:c 1', '1:b>2:a 1', '2:a>3:c 1'],
    })
    expect(await paths(['abbc'], { ...both, depth: 2 })).toMatchObject({ sessions: 1, links: ['0:a>1:b 1'] })
    expect((await paths(['abac', 'ab'], { start: 'a', end: 'a' })).links).toEqual(['0:a>1:b 1', '1:b>2:a 1'])
    expect((await paths(['abc'], { start: 'a', end: 'nowhere' })).sessions).toBe(0)
    expect(await paths(['abc'], { start: 'nowhere' })).toEqual({ sessions: 0, nodes: [], links: [] })
  })

  it('shows the most visited pages of a step, ties by page, and the others as one', async () => {
    const { nodes, links } = await paths(['xb', 'xa', 'xc', 'xc', 'd'], { limit: 2 })
    expect(nodes).toEqual(['0:x 4 4/0', '0:d 1 1/1', '1:c 2 0/2', '1:a 1 0/1', '1:(other) 1 0/1'])
    expect(links).toEqual(['0:x>1:c 2', '0:x>1:a 1', '0:x>1:(other) 1'])
  })

  it('takes the sessions that begin in the range, on the device, and are not masked', async () => {
    const visits = [
      { pages: 'a', at: NOON - 1 },
      { pages: 'bB', at: NOON },
      { pages: 'c', at: NOON + 999 },
      { pages: 'd', at: NOON + 1_000 },
      { pages: 'e', at: NOON, width: 390 },
    ]
    const view = segment(visits)
    const range = { from: NOON, to: NOON + 1_000 }
    const starts = async (given: SegmentView, more: object) =>
      (await buildPaths([given], query({ ...range, ...more }))).nodes
        .filter(({ step }) => step === 0)
        .map(({ page }) => page)
        .join('')
    expect(await starts(view, {})).toBe('bce')
    expect(await starts(view, { device: 'mobile' })).toBe('e')
    expect(await starts(view, { device: 'desktop' })).toBe('bc')
    expect(
      await starts({ ...view, masked: Uint8Array.of(0, 1, 1, 0, 0) }, { device: 'desktop' }),
    ).not.toContain('b')
  })

  it('is empty without sessions', async () => {
    expect(await buildPaths([], query())).toEqual({ sessions: 0, nodes: [], links: [] })
  })
})
