import { customEvent } from './custom.js'
import { createIdentity, isSampled } from './identity.js'
import { observePages } from './observe/pages.js'
import type { Settings } from './options.js'
import type { Page } from './page.js'
import { pageUrl, pathOf } from './page-url.js'
import { createQueue } from './queue.js'
import { openScope, type Scope } from './scope.js'
import type { Store } from './store.js'
import { createTransport } from './transport.js'
import { recordView } from './view.js'

const PARAMS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'ref']

/** What lasts is told at least this often (ms). */
const HEARTBEAT = 15_000

export interface Tracking {
  track(name: string, props?: Record<string, unknown>): void
  /** Sends everything so far; resolved when it was acknowledged, or could not be for now. */
  flush(): Promise<void>
  /** Goes on as another, new visitor. */
  reset(): void
  /** Ends. What was not sent yet is sent, or with `drop` forgotten. */
  stop(drop?: boolean): void
}

/** Tracks this page and the routes that follow, until it is stopped. Its keys in the store begin with `name`. */
export function startTracking(settings: Settings, store: Store, name: string, { report }: Scope): Tracking {
  const { allowedParams = PARAMS, hashRouting, sessionSampleRate = 1 } = settings
  const scope = openScope(report)
  const idKey = `${name}id`
  let identity = createIdentity(store, idKey)
  const queue = createQueue(store, name, createTransport(settings, scope), scope)
  let page: Page | undefined

  const currentUrl = () => pageUrl(location.href, allowedParams, hashRouting)
  const begin = (referrer?: string) => {
    if (isSampled(identity.session, sessionSampleRate)) {
      page = recordView(settings, scope, identity, queue, currentUrl(), referrer)
    }
  }
  const end = () => {
    page?.end()
    page = undefined
  }
  const touch = () => {
    if (!identity.touch()) return
    // In another session it is another page view.
    end()
    begin()
  }
  const arrive = () => {
    queue.open()
    identity.touch()
    begin(document.referrer && pageUrl(document.referrer, allowedParams))
  }
  const leave = () => {
    queue.close()
    end()
  }
  const changed = () => {
    page?.navigated()
    const from = page?.head.url
    if (!from || pathOf(from) === pathOf(currentUrl())) return
    end()
    begin(from)
  }
  const beat = () => {
    if (!document.hidden) page?.settle()
    if (!queue.isHeld()) queue.flush()
    scope.after(HEARTBEAT, beat)
  }
  const send = () => {
    page?.settle()
    page?.send()
  }

  // Before the observers' own listeners, so that what begins a session belongs to it.
  scope.listen('pointerdown pointermove keydown scroll focusin', touch)
  scope.listen('pagehide', leave)
  scope.listen('pageshow', ({ persisted }) => persisted && arrive())
  scope.listen('visibilitychange', () => document.hidden && send())
  scope.listen('online', queue.flush)
  observePages(scope, changed)
  scope.after(HEARTBEAT, beat)
  // Whatever fails here, there is something to stop.
  scope.guard(arrive)()

  return {
    track(event, props) {
      touch()
      page?.add(customEvent(page.at(), event, props))
    },
    flush() {
      send()
      return queue.flush()
    },
    reset() {
      end()
      delete store[idKey]
      identity = createIdentity(store, idKey)
      touch()
    },
    stop(drop) {
      if (drop) {
        end()
        queue.clear()
      }
      leave()
      scope.end()
    },
  }
}
