import { type Options, settle } from './options.js'
import { openScope } from './scope.js'
import { refusesTracking } from './signals.js'
import { openStore, put, type Store } from './store.js'
import { startTracking, type Tracking } from './tracking.js'

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
    const scope = openScope((error) => {
      try {
        if (options.onError) options.onError(error as Error)
        else console.warn('mouse-tracking:', error)
      } catch {
        // The page's own reporter failed: there is nobody left to tell.
      }
    })
    const { guard } = scope
    let store: Store
    let isOn = false
    let tracking: Tracking | undefined

    const halt = (drop?: boolean) => {
      tracking?.stop(drop)
      tracking = undefined
    }

    /** Notes what the visitor has chosen, and starts or ends accordingly. */
    const update = guard((chosen?: string) => {
      store ??= openStore()
      if (chosen) put(store, consentKey, chosen)
      const choice = store[consentKey]
      const { requireConsent, respectPrivacySignals = true } = options
      if (choice === 'no') {
        halt(true)
        for (const key of Object.keys(store))
          if (key.startsWith(name) && key !== consentKey) delete store[key]
      } else if (
        isOn &&
        !tracking &&
        !(document as { prerendering?: boolean }).prerendering &&
        (choice || !requireConsent) &&
        !(respectPrivacySignals && refusesTracking())
      ) {
        tracking = startTracking(settle(options), store, name, scope)
      }
    })

    Object.assign(this, {
      init() {
        if (typeof window === 'undefined' || isOn) return
        isOn = true
        // A prerendered page is shown; or the visitor chooses in another tab.
        scope.listen('prerenderingchange storage', () => update())
        update()
      },
      track: guard((event: string, props?: Record<string, unknown>) => tracking?.track(event, props)),
      flush: async () => tracking?.flush(),
      optIn: () => update('yes'),
      optOut: () => update('no'),
      reset: guard(() => tracking?.reset()),
      stop: guard(() => {
        isOn = false
        halt()
        scope.end()
      }),
    })
  }
}
