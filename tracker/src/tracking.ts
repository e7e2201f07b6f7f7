import { createBatcher } from './batch.js'
import type { Guard } from './guard.js'
import { createIdentity, isSampled } from './identity.js'
import { observeEffects } from './observe/effects.js'
import { observePages } from './observe/pages.js'
import type { Settings } from './options.js'
import { pageUrl, pathOf } from './page-url.js'
import { createQueue } from './queue.js'
import type { Storage } from './storage.js'
import { createTransport } from './transport.js'
import { type RecordedView, recordView } from './view.js'

/** What lasts is told at least this often (ms). */
const HEARTBEAT = 15_000

export interface Tracking {
  track(name: string, props?: Record<string, unknown>): void
  /** Sends everything so far; resolved when it was acknowledged, or could not be for now. */
  flush(): Promise<void>
  /** Goes on as another, new visitor. */
  reset(): void
  /** Ends. What was not sent yet is sent, or with `forget` dropped. */
  stop(forget?: boolean): void
}

/** Tracks this page and the routes that follow, until it is stopped. */
export function startTracking(settings: Settings, guard: Guard, storage: Storage): Tracking {
  const { listen, after } = guard
  const name = `mt ${settings.site} `
  const identity = createIdentity(storage, `${name}id`)
  const queue = createQueue(storage, name, createTransport(settings, guard), guard)
  const batcher = createBatcher(settings, guard, queue.isBusy, queue.add)
  const effects = settings.trackMouseClick ? observeEffects(guard, settings.apiUrl) : undefined
  let view: RecordedView | undefined

  const currentUrl = () => pageUrl(location.href, settings.allowedParams, settings.hashRouting)

  const begin = (referrer?: string) => {
    if (!isSampled(identity.session, settings.sessionSampleRate)) return
    view = recordView(settings, guard, identity, batcher, effects, currentUrl(), referrer)
  }
  const end = () => {
    view?.end()
    view = undefined
    effects?.clear()
  }
  /** In a new session, or as a new visitor, the page is a new view. */
  const restart = () => {
    end()
    batcher.seal()
    begin()
  }
  const touch = () => {
    if (identity.touch()) restart()
  }
  const settle = () => {
    view?.settle()
    batcher.seal()
  }
  const arrive = () => {
    queue.open()
    identity.touch()
    let from: string | undefined
    if (document.referrer) from = pageUrl(document.referrer, settings.allowedParams)
    begin(from)
  }
  const leave = () => {
    end()
    batcher.seal()
    queue.close()
  }
  /** The URL is another one. */
  const changed = () => {
    const from = view?.url
    if (!from || pathOf(currentUrl()) === pathOf(from)) return
    touch()
    if (view?.url !== from) return
    end()
    begin(from)
  }
  const beat = () => {
    if (document.visibilityState === 'visible') view?.settle()
    queue.adopt()
    cancelBeat = after(HEARTBEAT, beat)
  }

  const stops = [
    // Before the observers' own listeners, so that a click that begins a session finds it begun.
    listen(window, 'pointerdown pointermove keydown scroll focusin', touch),
    listen(window, 'pagehide', leave),
    listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => {
      if (persisted) arrive()
    }),
    listen(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') settle()
    }),
    listen(window, 'online', () => void queue.flush()),
    observePages(guard, changed),
  ]
  let cancelBeat = after(HEARTBEAT, beat)
  // Whatever fails, there is something to stop.
  guard.wrap(arrive)()

  return {
    track(event, props) {
      touch()
      view?.track(event, props)
    },
    flush() {
      settle()
      return queue.flush()
    },
    reset() {
      end()
      batcher.seal()
      identity.forget()
      identity.touch()
      begin()
    },
    stop(forget) {
      end()
      if (forget) {
        batcher.discard()
        queue.clear()
      }
      leave()
      effects?.stop()
      cancelBeat()
      for (const stop of stops) stop()
    },
  }
}
