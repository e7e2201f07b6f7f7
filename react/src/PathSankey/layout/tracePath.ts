import type { PathLink } from '@mouse-tracking/contract'

export const linkKey = (source: string, target: string): string => JSON.stringify([source, target])

/** What runs through a node or a link: the ids of the nodes and the keys of the links before and after it, with the share of
 * each that is thought to be the same sessions. The report counts moves between two steps only, so further away the share is an
 * estimate: that sessions go on from a page as all do that are there. */
export interface Trace {
  nodes: Map<string, number>
  links: Map<string, number>
}

export interface Flow {
  links: readonly PathLink[]
  count: (id: string) => number
}

export function traceNode(flow: Flow, id: string): Trace {
  const trace: Trace = { nodes: new Map([[id, 1]]), links: new Map() }
  follow(flow, trace, new Map([[id, flow.count(id)]]), 'target')
  follow(flow, trace, new Map([[id, flow.count(id)]]), 'source')
  return trace
}

export function traceLink(flow: Flow, link: PathLink): Trace {
  const trace: Trace = {
    nodes: new Map([
      [link.source, link.value / flow.count(link.source)],
      [link.target, link.value / flow.count(link.target)],
    ]),
    links: new Map([[linkKey(link.source, link.target), 1]]),
  }
  follow(flow, trace, new Map([[link.target, link.value]]), 'target')
  follow(flow, trace, new Map([[link.source, link.value]]), 'source')
  return trace
}

/** Walks step by step away from the sessions at `at`, forwards (to targets) or backwards (to sources). */
function follow(flow: Flow, trace: Trace, at: Map<string, number>, towards: 'source' | 'target'): void {
  const away = towards === 'target' ? 'source' : 'target'
  let here = at
  while (here.size > 0) {
    const next = new Map<string, number>()
    for (const link of flow.links) {
      const sessions = here.get(link[away])
      if (!sessions) continue
      const share = sessions / flow.count(link[away])
      trace.links.set(linkKey(link.source, link.target), share)
      next.set(link[towards], (next.get(link[towards]) ?? 0) + link.value * share)
    }
    for (const [id, sessions] of next) trace.nodes.set(id, sessions / flow.count(id))
    here = next
  }
}
