import { customEvent } from './custom.js'
import { createIdentity, type Identity, isSampled } from './identity.js'
import { observePages } from './observe/pages.js'
import { type Options, type Settings, settle } from './options.js'
import type { Page } from './page.js'
import { pageUrl, pathOf } from './page-url.js'
import { createQueue, type Queue } from './queue.js'
import { openScope, type Scope } from './scope.js'
import { refusesTracking } from './signals.js'
import { isFull, openStore, type Store } from './store.js'
import { recordView } from './view.js'

/**
 * Tracks what visitors do on a page. Nothing happens before `init()`. None of its methods throws: what goes wrong is
 * told to `onError`.
 */
export class MouseTracker {
  /** Starts, unless the visitor or their browser refuses. On a server it does nothing. */
  declare readonly init: () => void
  /** Records an event of the site's own: a name of 1 to 64 characters and at most 32 flat properties. */
  declare readonly track: (name: string, props?: Record<string, unknown>) => void
  /** Sends what was recorded. Resolved once it was acknowledged, or cannot be for now. */
  declare readonly flush: () => Promise<void>
  /** The visitor consents, on all pages of the site: tracking starts if `init()` was called. */
  declare readonly optIn: () => void
  /** The visitor refuses, on all pages of the site: tracking stops at once, and forgets them and all that is unsent. */
  declare readonly optOut: () => void
  /** Goes on as another, new visitor, for example when somebody signs out. */
  declare readonly reset: () => void
  /** Sends what is left and ends; no listener, timer or patch remains. `init()` starts again. */
  declare readonly stop: () => void

  constructor(options: Options) {
    const name = `mt ${options.site} `
    const consentKey = `${name}consent`
    const idKey = `${name}id`
    /** From `init()` to `stop()`. */
    const outer = openScope((error) => {
      try {
        ;(options.onError ?? console.warn)(error as Error)
      } catch {
        // The page's own reporter failed: there is nobody left to tell.
      }
    })
    let isOn = false
    let store: Store
    /** While it tracks. */
    let scope: Scope | undefined
    let settings: Settings
    let queue: Queue
    let identity: Identity
    /** The page view; none when the session is not among the sample. */
    let page: Page | undefined

    const currentUrl = () => pageUrl(location.href, settings)
    const begin = (referrer?: string) => {
      if (isSampled(identity.session, settings.sessionSampleRate)) {
        page = recordView(settings, outer, identity, touch, queue, currentUrl(), referrer)
      }
    }
    const end = (drop?: boolean) => {
      page = void page?.end(drop)
    }
    const touch = (): boolean | undefined => {
      // In another session it is another page view.
      if (identity.touch()) {
        end()
        begin()
        return true
      }
    }
    const arrive = () => {
      queue.open()
      identity.touch()
      // A form of that name would stand in the referrer's place.
      begin(/:/.test(document.referrer) ? pageUrl(document.referrer, settings) : undefined)
    }
    const halt = (drop?: boolean) => {
      if (!scope) return
      queue.close()
      end(drop)
      scope = void scope.end()
    }
    const start = () => {
      settings = settle(options)
      scope = openScope(outer.report)
      identity = createIdentity(store, idKey)
      queue = createQueue(settings, scope, store, name)
      // Before the observers' own listeners, so that what begins a session belongs to it.
      scope.listen('pointerdown keydown scroll', touch)
      scope.listen('pagehide', () => {
        queue.close()
        end()
      })
      scope.listen('pageshow', ({ persisted }) => persisted && arrive())
      scope.listen('online', queue.flush)
      observePages(scope, () => {
        page?.navigated?.()
        const from = page?.head.url
        if (!from || pathOf(from) === pathOf(currentUrl())) return
        end()
        begin(from)
      })
      arrive()
    }

    /** Notes what the visitor has chosen, and starts or ends accordingly. */
    const update = outer.guard((chosen?: string) => {
      store ??= openStore()
      if (chosen) isFull(store, consentKey, chosen)
      const choice = store[consentKey]
      if (choice === 'no') {
        for (const key of Object.keys(store))
          if (key.startsWith(name) && key !== consentKey) delete store[key]
        halt(true)
      } else if (
        isOn &&
        !scope &&
        !(document as { prerendering?: boolean }).prerendering &&
        (choice || !options.requireConsent) &&
        !(options.respectPrivacySignals !== false && refusesTracking())
      ) {
        start()
      }
    })

    Object.assign(this, {
      init() {
        if (typeof window === 'undefined' || isOn) return
        isOn = true
        // A prerendered page is shown; or the visitor chooses in another tab.
        outer.listen('prerenderingchange storage', () => update())
        update()
      },
      track: outer.guard((event: string, props?: Record<string, unknown>) => {
        if (!scope) return
        touch()
        page?.add(customEvent(page.at(), event, props))
      }),
      async flush() {
        page?.settle?.()
        page?.send()
        await queue?.flush()
      },
      optIn: () => update('yes'),
      optOut: () => update('no'),
      reset: outer.guard(() => {
        if (!scope) return
        end()
        delete store[idKey]
        identity = createIdentity(store, idKey)
        touch()
      }),
      stop: outer.guard(() => {
        isOn = false
        halt()
        outer.end()
      }),
    })
  }
}
