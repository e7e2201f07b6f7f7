import type { HeatmapLayer, PathsReport } from '@mouse-tracking/react'
import * as recorded from './reports'

/** The address that stories ask. Nothing listens there: the browser itself answers, with recorded reports. */
export const STORY_SERVER = 'https://analytics.example'

interface StoryServerOptions {
  /** Answers every request with this problem, until `recover` is called. */
  problem?: { status: number; title: string; detail: string }
  /** Milliseconds before an answer. */
  delay?: number
  /** Milliseconds between pushed reports. */
  pace?: number
}

export interface StoryServer {
  /** What was asked, as `heatmap?layer=click&page=%2Fpricing` or `funnel {"steps":…}`. */
  asked: string[]
  recover: () => void
  /** Breaks every live connection. */
  disconnect: () => void
  /** Takes the browser's own fetch and WebSocket back. */
  stop: () => void
}

type Params = Record<string, unknown>

/** Lets the browser answer for a server, over HTTP and over the live WebSocket. */
export function startStoryServer({ problem, delay = 0, pace = 1_000 }: StoryServerOptions = {}): StoryServer {
  const { fetch: realFetch, WebSocket: RealWebSocket } = window
  const asked: string[] = []
  const sockets = new Set<StorySocket>()
  let failing = problem !== undefined

  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), window.location.href)
    if (!url.href.startsWith(STORY_SERVER)) return realFetch(input, init)
    const name = url.pathname.split('/').at(-1) ?? ''
    asked.push(`${name}${init?.body ? ` ${init.body}` : url.search}`)
    await new Promise((resolve) => setTimeout(resolve, delay))
    init?.signal?.throwIfAborted()
    if (failing && problem) return json({ type: 'about:blank', ...problem }, problem.status)
    return json(
      answer(name, init?.body ? JSON.parse(String(init.body)) : Object.fromEntries(url.searchParams)),
    )
  }

  /** As much of a WebSocket as the live connection uses. */
  class StorySocket {
    static readonly OPEN = 1
    readyState = 0
    onopen = () => {}
    onclose = () => {}
    onerror = () => {}
    onmessage = (_: { data: string }) => {}
    private timers = new Map<string, ReturnType<typeof setInterval>>()

    constructor() {
      sockets.add(this)
      setTimeout(() => {
        this.readyState = 1
        this.onopen()
      })
    }

    send(text: string) {
      const { subscribe, unsubscribe, report, params } = JSON.parse(text)
      if (unsubscribe) clearInterval(this.timers.get(unsubscribe))
      if (!subscribe) return
      let pushed = 0
      const push = () => {
        const data = JSON.stringify({ id: subscribe, report: grow(answer(report, params), pushed++) })
        this.onmessage({ data })
      }
      setTimeout(push)
      this.timers.set(subscribe, setInterval(push, pace))
    }

    close() {
      for (const timer of this.timers.values()) clearInterval(timer)
      sockets.delete(this)
      this.readyState = 3
      setTimeout(() => this.onclose())
    }
  }
  window.WebSocket = new Proxy(RealWebSocket, {
    construct: (real, [url, ...rest]) =>
      String(url).includes('analytics.example') ? new StorySocket() : Reflect.construct(real, [url, ...rest]),
  })

  return {
    asked,
    recover: () => {
      failing = false
    },
    disconnect: () => {
      for (const socket of sockets) socket.close()
    },
    stop() {
      for (const socket of sockets) socket.close()
      window.fetch = realFetch
      window.WebSocket = RealWebSocket
    },
  }
}

function json(body: unknown, status = 200): Response {
  const type = status === 200 ? 'application/json' : 'application/problem+json'
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } })
}

function answer(report: string, params: Params = {}): object {
  switch (report) {
    case 'heatmap':
      if (params.device === 'mobile' && params.layer === 'click') return recorded.mobileClicks
      return recorded.heatmaps[(params.layer as HeatmapLayer) ?? 'click']
    case 'paths':
      if (params.start === '/') return recorded.pathsFromHome
      if (params.start !== undefined) return from(recorded.paths, String(params.start))
      return Number(params.limit) > 10 ? recorded.pathsLimit50 : recorded.paths
    case 'funnel':
      if (String(params.from).startsWith('2026-09')) return recorded.funnelPrevious
      return params.breakdown === 'device' ? recorded.funnelByDevice : recorded.funnel
    case 'pages':
      return recorded.pages
    default:
      return recorded.summary
  }
}

/** The recorded paths from one of their first pages on: the part of the graph that it leads to. */
function from(report: PathsReport, page: string): PathsReport {
  const links = report.links.filter(({ source }) => source === `0:${page}`)
  const start = report.nodes.find(({ id }) => id === `0:${page}`)
  if (!start) return { ...report, sessions: 0, nodes: [], links: [] }
  const next = links.map(({ target, value }) => {
    const step = report.nodes.find(({ id }) => id === target)
    return { id: target, step: 1, page: step?.page ?? '', count: value, starts: 0, exits: value }
  })
  return { ...report, sessions: start.count, nodes: [start, ...next], links }
}

/** The same report some visits later. */
function grow(report: object, pushed: number): object {
  if (pushed === 0) return report
  if ('points' in report && Array.isArray(report.points)) {
    const more = report.points.map(([column, row, value], index) => [
      column,
      row,
      index % 5 === pushed % 5 ? value + pushed : value,
    ])
    return { ...report, points: more, views: (report as { views: number }).views + 3 * pushed }
  }
  if ('sessions' in report)
    return { ...report, sessions: (report as { sessions: number }).sessions + 2 * pushed }
  if ('converted' in report)
    return { ...report, converted: (report as { converted: number }).converted + pushed }
  return report
}
