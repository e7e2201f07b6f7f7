import { createGuard, type Guard, type Stop } from './guard.js'
import { type Options, type Settings, settle, validate } from './options.js'
import { refusesTracking } from './privacy.js'
import { openStorage, type Storage } from './storage.js'
import { startTracking, type Tracking } from './tracking.js'

/**
 * Tracks what visitors do on a page. Nothing happens before `init()`. None of its methods throws: what goes wrong is
 * told to `onError`.
 */
export class MouseTracker {
  private readonly guard: Guard
  private settings: Settings
  private storage: Storage | undefined
  private tracking: Tracking | undefined
  private stops: Stop[] | undefined
  /** What is to be tracked once the page, which is being prerendered, is shown. */
  private early: Parameters<Tracking['track']>[] = []

  constructor(options: Options) {
    this.settings = settle(options)
    this.guard = createGuard(this.settings.onError)
  }

  /** Starts, unless the visitor or their browser refuses. On a server it does nothing. */
  init(): void {
    this.guard.wrap(() => {
      if (typeof window === 'undefined' || this.stops) return
      this.settings = validate(this.settings)
      const { listen } = this.guard
      this.stops = [
        listen(document, 'prerenderingchange', () => this.update()),
        // The visitor has chosen in another tab.
        listen<StorageEvent>(window, 'storage', ({ key }) => {
          if (key === this.consentKey) this.update()
        }),
      ]
      this.update()
    })()
  }

  /** Records an event of the site's own: a name of 1 to 64 characters and at most 32 flat properties. */
  track(name: string, props?: Record<string, unknown>): void {
    if (this.tracking) this.guard.wrap(this.tracking.track)(name, props)
    else if (this.stops && isPrerendering()) this.early.push([name, props])
  }

  /** Sends what was recorded. Resolved once it was acknowledged, or cannot be for now. */
  async flush(): Promise<void> {
    await this.tracking?.flush().catch(this.guard.report)
  }

  /** The visitor consents, on all pages of the site: tracking starts if `init()` was called. */
  optIn(): void {
    this.choose('yes')
  }

  /** The visitor refuses, on all pages of the site: tracking stops at once, and what was not sent yet is forgotten. */
  optOut(): void {
    this.choose('no')
  }

  /** Goes on as another, new visitor, for example when somebody signs out. */
  reset(): void {
    this.guard.wrap(() => this.tracking?.reset())()
  }

  /** Sends what is left and ends; no listener, timer or patch remains. `init()` starts again. */
  stop(): void {
    for (const stop of this.stops ?? []) stop()
    this.stops = undefined
    this.halt()
  }

  private get consentKey(): string {
    return `mt ${this.settings.site} consent`
  }

  private openStorage(): Storage {
    this.storage ??= openStorage()
    return this.storage
  }

  private choose(choice: 'yes' | 'no'): void {
    this.guard.wrap(() => {
      this.openStorage().set(this.consentKey, choice)
      this.update()
    })()
  }

  /** Starts or ends, as the visitor's choice and the options say. */
  private update(): void {
    const { respectPrivacySignals, requireConsent } = this.settings
    const storage = this.openStorage()
    const choice = storage.get(this.consentKey)
    if (choice === 'no') {
      this.halt(true)
      for (const key of storage.keys()) {
        if (key.startsWith(`mt ${this.settings.site} `) && key !== this.consentKey) storage.remove(key)
      }
    } else if (
      this.stops &&
      !this.tracking &&
      !isPrerendering() &&
      (choice === 'yes' || !requireConsent) &&
      !(respectPrivacySignals && refusesTracking())
    ) {
      this.tracking = startTracking(this.settings, this.guard, storage)
      for (const call of this.early.splice(0)) this.track(...call)
    }
  }

  private halt(forget?: boolean): void {
    const { tracking } = this
    this.tracking = undefined
    this.guard.wrap(() => tracking?.stop(forget))()
  }
}

const isPrerendering = (): boolean => (document as { prerendering?: boolean }).prerendering === true
