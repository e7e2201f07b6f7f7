import type { Problem } from '@mouse-tracking/contract'
import { AnalyticsError } from './AnalyticsError.js'
import { backoff } from './backoff.js'
import type { ReportName, Reports } from './reports.js'
import type { TokenSource } from './tokenSource.js'

/** `off` without subscribers, `connecting` until reports come (again), `live` while they do. */
export type LiveStatus = 'off' | 'connecting' | 'live'

interface Subscription {
  report: ReportName
  params: object
  onReport: (report: never) => void
  onError: (error: AnalyticsError) => void
}

export interface LiveConnection {
  /** Reports at once and whenever it changes, until the returned function is called. */
  subscribe<R extends ReportName>(
    report: R,
    params: Reports[R]['params'],
    onReport: (report: Reports[R]['answer']) => void,
    onError: (error: AnalyticsError) => void,
  ): () => void
  status(): LiveStatus
  onStatus(listener: () => void): () => void
}

/** An idle socket is kept this long, so that a component that is only moved does not reconnect. */
const LINGER_MS = 1_000
/** No token is asked for again sooner (ms): a host that hands out one near its end is not to be hammered for better. */
const SHORTEST_RENEWAL = 1_000
/** What a timer takes (ms). */
const LONGEST_TIMER = 2 ** 31 - 1

/** One WebSocket for all live reports of a site; it opens with the first subscription and comes back when it breaks. */
export function createLiveConnection(
  url: () => string,
  site: string,
  tokens: TokenSource,
  wait: (attempt: number) => number = backoff,
): LiveConnection {
  const subscriptions = new Map<string, Subscription>()
  const listeners = new Set<() => void>()
  let status: LiveStatus = 'off'
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let renewal: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let token = ''
  let tokenRefused = false
  let lastId = 0

  function setStatus(next: LiveStatus): void {
    if (next === status) return
    status = next
    for (const listener of listeners) listener()
  }

  function later(action: () => void, ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(action, ms)
  }

  async function connect(): Promise<void> {
    setStatus('connecting')
    try {
      token = await (tokenRefused ? tokens.renew(token) : tokens.get())
      tokenRefused = false
    } catch (error) {
      for (const { onError } of subscriptions.values()) onError(error as AnalyticsError)
      later(connect, wait(failures++))
      return
    }
    if (socket) return
    if (subscriptions.size === 0) return setStatus('off')
    const opened = new WebSocket(url())
    socket = opened
    opened.onopen = () => {
      identify(opened)
      for (const id of subscriptions.keys()) ask(id)
    }
    // The close that follows an error says all that there is to know.
    opened.onerror = () => {}
    opened.onmessage = ({ data }) => receive(String(data))
    opened.onclose = () => {
      if (socket !== opened) return
      socket = undefined
      clearTimeout(renewal)
      if (subscriptions.size === 0) return setStatus('off')
      setStatus('connecting')
      later(connect, wait(failures++))
    }
  }

  /** Says who we are, and again with the next token before this one expires, so that the connection lasts. */
  function identify(opened: WebSocket): void {
    opened.send(JSON.stringify({ token, site }))
    const left = Math.max(tokens.dueAt() - Date.now(), SHORTEST_RENEWAL)
    clearTimeout(renewal)
    if (left > LONGEST_TIMER) return
    renewal = setTimeout(async () => {
      // Without a new token the server ends the connection, and we come back when there is one.
      const next = await tokens.get().catch(() => undefined)
      if (next === undefined || socket !== opened || opened.readyState !== WebSocket.OPEN) return
      token = next
      identify(opened)
    }, left)
  }

  function ask(id: string): void {
    const subscription = subscriptions.get(id)
    if (!subscription || socket?.readyState !== WebSocket.OPEN) return
    socket.send(JSON.stringify({ subscribe: id, report: subscription.report, params: subscription.params }))
  }

  function receive(text: string): void {
    let message: { id?: string; report?: unknown; error?: Problem }
    try {
      message = JSON.parse(text)
    } catch (cause) {
      const detail = 'The live connection sent something other than JSON. Is baseUrl the analytics server?'
      message = { error: { type: 'about:blank', title: 'Bad message', status: 0, detail } }
      console.error(detail, cause)
    }
    if (message.error) {
      const error = new AnalyticsError(message.error)
      if (error.status === 401) {
        tokenRefused = true
        socket?.close()
      }
      const told = message.id === undefined ? [...subscriptions.values()] : [subscriptions.get(message.id)]
      for (const subscription of told) subscription?.onError(error)
      return
    }
    failures = 0
    setStatus('live')
    if (message.id !== undefined) subscriptions.get(message.id)?.onReport(message.report as never)
  }

  function closeIfIdle(): void {
    if (subscriptions.size > 0) return
    clearTimeout(timer)
    clearTimeout(renewal)
    const closing = socket
    socket = undefined
    closing?.close()
    setStatus('off')
  }

  return {
    subscribe(report, params, onReport, onError) {
      const id = String(++lastId)
      subscriptions.set(id, { report, params, onReport, onError })
      if (socket) ask(id)
      else if (status === 'off') void connect()
      return () => {
        subscriptions.delete(id)
        if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ unsubscribe: id }))
        if (subscriptions.size > 0) return
        if (socket) setTimeout(closeIfIdle, LINGER_MS)
        else closeIfIdle()
      }
    },
    status: () => status,
    onStatus(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
