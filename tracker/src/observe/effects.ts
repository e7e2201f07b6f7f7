import { createDeadDetector, EFFECT } from '../frustration/dead.js'
import { createOwnMotion } from '../frustration/own-motion.js'
import type { Guard, Stop } from '../guard.js'
import { hook } from '../hook.js'

const CHANGES = { subtree: true, childList: true, attributes: true, characterData: true }
/** Changes that are looked at in one go. */
const MAX_CHANGES = 1_000

export interface Effects {
  /** Watches what the click that is happening leads to: calls `emit` if that is nothing. */
  click(emit: () => void): void
  /** Forgets the clicks that are watched: the page has gone. */
  clear(): void
  stop: Stop
}

/** Watches the page for whatever a click can have caused, to find dead clicks. Requests to `apiUrl` are our own. */
export function observeEffects({ listen, wrap, after }: Guard, apiUrl: string): Effects {
  const dead = createDeadDetector()
  const motion = createOwnMotion()
  const timers = new Set<Stop>()
  const stops: Stop[] = []
  let pressed: Node | undefined
  let pressedAt = Number.NEGATIVE_INFINITY
  let clickedAt = Number.NEGATIVE_INFINITY

  const now = () => performance.now()
  const happened = (within: number) => dead.effect(now(), within)
  const requested = (url: string, at: number) => {
    if (!url.startsWith(apiUrl)) dead.effect(at, EFFECT.request)
  }

  const changed = (records: MutationRecord[]) => {
    const at = now()
    const cause = window.event
    if (cause?.isTrusted && /click|down|up$/.test(cause.type)) {
      // In the very task of a press or click: that is the cause, and no click before it.
      dead.effect(at, cause.type === 'click' ? at - clickedAt : 0)
      return
    }
    const since = at - Math.max(pressedAt, clickedAt) <= EFFECT.change ? pressedAt : undefined
    let own = true
    for (let i = 0; i < records.length && i < MAX_CHANGES; i++) {
      const { target, addedNodes } = records[i]!
      if (motion.changed(target, at, since)) {
        for (let j = 0; j < addedNodes.length && j < 10; j++) motion.inherit(addedNodes[j]!, target)
      } else own = false
    }
    if (!own) dead.effect(at, EFFECT.change)
  }

  const changes = new MutationObserver(wrap(changed))
  changes.observe(document, CHANGES)
  stops.push(() => changes.disconnect())

  const gesture = (event: Event) => {
    const at = now()
    // The observer of the document does not see into the shadow trees that the click goes through.
    for (const node of event.composedPath()) if (node instanceof ShadowRoot) changes.observe(node, CHANGES)
    if (event.type === 'pointerdown') dead.press((pressedAt = at))
    else {
      clickedAt = at
      // A click of the keyboard.
      if (!(event as UIEvent).detail) pressedAt = at
    }
    pressed = event.target as Node
  }

  stops.push(
    listen(window, 'pointerdown click', gesture),
    listen(window, 'scroll', () => happened(EFFECT.scroll)),
    listen(document, 'selectionchange', () => {
      // A caret that moves is no selection.
      if (!getSelection()?.isCollapsed) happened(EFFECT.selection)
    }),
    listen(document, 'visibilitychange', () => happened(EFFECT.focus)),
    listen(window, 'focusin blur', (event) => {
      // A press moves the focus to what was pressed all by itself.
      const moved = event.type === 'focusin' && !(pressed && (event.target as Node).contains(pressed))
      if (moved || event.target === window) happened(EFFECT.focus)
    }),
    listen(window, 'popstate hashchange submit toggle fullscreenchange', () => happened(EFFECT.change)),
  )

  // Each of these may be missing or frozen; there are others then.
  const attempts: (() => Stop)[] = [
    () =>
      listen((window as unknown as { navigation: EventTarget }).navigation, 'navigate', () =>
        happened(EFFECT.change),
      ),
    () =>
      hook(
        window,
        'fetch',
        wrap((request) => requested(String((request as Request)?.url ?? request), now())),
      ),
    () =>
      hook(
        XMLHttpRequest.prototype,
        'send',
        wrap(() => happened(EFFECT.request)),
      ),
    () => {
      // Requests of images, scripts and the like; it tells only of those that have ended.
      const requests = new PerformanceObserver(
        wrap((list: PerformanceObserverEntryList) => {
          for (const { name, startTime } of list.getEntries()) requested(name, startTime)
        }),
      )
      requests.observe({ type: 'resource' })
      return () => requests.disconnect()
    },
  ]
  for (const attempt of attempts) {
    try {
      stops.push(attempt())
    } catch {
      // One source less.
    }
  }

  return {
    click(emit) {
      dead.click(now(), emit)
      const cancel = after(EFFECT.change + 50, () => {
        timers.delete(cancel)
        dead.tick(now())
      })
      timers.add(cancel)
    },
    clear: dead.clear,
    stop() {
      for (const stop of [...stops, ...timers]) stop()
    },
  }
}
