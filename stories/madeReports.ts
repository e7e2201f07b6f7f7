import type { FunnelReport, PathsReport, PointHeatmap } from '@mouse-tracking/react'
import { clicks, funnel, paths } from './reports'

/** Reports at the edges, made from recorded ones: what no site happens to have when one wants to see it. */

export const noClicks: PointHeatmap = { ...clicks, views: 0, max: 0, total: 0, points: [], elements: [] }

export const oneClick: PointHeatmap = {
  ...clicks,
  views: 1,
  max: 1,
  total: 1,
  points: [[100, 35, 1]],
  elements: [{ selector: '#billing-yearly', clicks: 1, share: 1, rage: 0, dead: 0, offset: [0.5, 0.5] }],
}

/** 100,000 cells on a page of 20,000 px. */
export function hugeClicks(): PointHeatmap {
  const rows = 2_000
  const points: PointHeatmap['points'] = []
  let state = 7
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  let total = 0
  for (let row = 0; row < rows; row++) {
    for (let n = 0; n < 50; n++) {
      const column = Math.min(199, Math.floor(4 * n + 4 * random()))
      const bright = Math.sin(row / 37) * Math.cos(column / 17) > 0.6
      const value = 1 + Math.floor((bright ? 60 : 4) * random() ** 3)
      points.push([column, row, value])
      total += value
    }
  }
  return { ...clicks, page: '/catalogue', views: 48_211, rows, max: 60, total, points, elements: [] }
}

/** Elements whose selectors are as long as generated ones get. */
export const longSelectors: PointHeatmap = {
  ...clicks,
  page: '/account/organisations/:id/projects/:id/environments/production/settings/billing/history',
  elements: (clicks.elements ?? []).map((element, index) =>
    index < 4
      ? {
          ...element,
          selector: `main > section:nth-of-type(${index + 1}) > div.very-long-generated-class-name > ul > li:nth-of-type(12) > a`,
        }
      : element,
  ),
}

export const noPaths: PathsReport = { ...paths, sessions: 0, nodes: [], links: [] }

export const onePage: PathsReport = {
  ...paths,
  sessions: 1,
  nodes: [{ id: '0:/', step: 0, page: '/', count: 1, starts: 1, exits: 1 }],
  links: [],
}

/** Page names as long as a large app has them. */
export const longPages: PathsReport = {
  ...paths,
  nodes: paths.nodes.map((node) => ({ ...node, page: longPage(node.page), id: longId(node.id) })),
  links: paths.links.map((link) => ({ ...link, source: longId(link.source), target: longId(link.target) })),
}

function longPage(page: string): string {
  return page === '(other)' ? page : `/account/organisations/:id/projects/overview${page === '/' ? '' : page}`
}

function longId(id: string): string {
  const at = id.indexOf(':')
  return `${id.slice(0, at)}:${longPage(id.slice(at + 1))}`
}

/** Twenty steps of thirty pages each, everyone going anywhere. */
export function hugePaths(): PathsReport {
  const pages = 30
  const nodes: PathsReport['nodes'] = []
  const links: PathsReport['links'] = []
  for (let step = 0; step < 20; step++) {
    for (let page = 0; page < pages; page++) {
      const count = (pages - page) * 10
      nodes.push({
        id: `${step}:/page-${page}`,
        step,
        page: `/page-${page}`,
        count,
        starts: step === 0 ? count : 0,
        exits: 0,
      })
      if (step === 0) continue
      // As many come from each page as go to the one at its place, and one more place over.
      links.push({ source: `${step - 1}:/page-${page}`, target: `${step}:/page-${page}`, value: count })
    }
  }
  return { ...paths, sessions: 4_650, nodes, links }
}

export const nobody: FunnelReport = {
  ...funnel,
  actors: 0,
  converted: 0,
  steps: funnel.steps.map(({ name }) => ({
    name,
    count: 0,
    conversion: null,
    fromPrevious: null,
    dropped: 0,
    seconds: null,
  })),
}

export const oneVisitor: FunnelReport = {
  ...funnel,
  actors: 1,
  converted: 0,
  steps: funnel.steps.map(({ name }, index) => ({
    name,
    count: index === 0 ? 1 : 0,
    conversion: index === 0 ? 1 : 0,
    fromPrevious: index === 0 ? 1 : index === 1 ? 0 : null,
    dropped: index === 1 ? 1 : 0,
    seconds: null,
  })),
}

export const twentySteps: FunnelReport = {
  ...funnel,
  actors: 1_000_000,
  converted: 12_158,
  steps: Array.from({ length: 20 }, (_, index) => {
    const count = Math.round(1_000_000 * 0.7927 ** index)
    const before = Math.round(1_000_000 * 0.7927 ** (index - 1))
    return {
      name: `Onboarding, screen ${index + 1}`,
      count,
      conversion: count / 1_000_000,
      fromPrevious: index === 0 ? 1 : count / before,
      dropped: index === 0 ? 0 : before - count,
      seconds: index === 0 ? null : { median: 4 * index, mean: 6 * index, p90: 15 * index },
    }
  }),
}

export const longSteps: FunnelReport = {
  ...funnel,
  steps: funnel.steps.map((step) => ({
    ...step,
    name: `${step.name} in the organisation’s account settings, second visit or later`,
  })),
}
