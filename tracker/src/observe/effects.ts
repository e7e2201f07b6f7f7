import { EFFECT, takeEffect, type Waiting } from '../frustration/dead.js'
import { isOwnMotion, type Motions } from '../frustration/own-motion.js'
import type { Page } from '../page.js'
import type { Stop } from '../scope.js'
import { observeCalls } from './calls.js'

const CHANGES = { subtree: true, childList: true, attributes: true, characterData: true }
/** Changes that are looked at in one go. */
const MAX_CHANGES = 1_000

// What moves by itself goes on from one page view to the next.
const motions: Motions = new WeakMap()

/**
 * Watches the page for whatever a click can have caused, to find dead clicks. Returns a function that takes note of
 * the click that is happening, and calls `emit` if it leads to nothing.
 */
export const observeEffects = (page: Page): ((emit: Stop) => void) => {
  const waiting: Waiting<Stop> = new Map()
  let pressed: Node | undefined
  let pressedAt = 0
  let clickedAt = 0
  let happenedAt = -1

  const happened = (within: number, at = performance.now()) => {
    happenedAt = at
    takeEffect(waiting, at, within)
  }

  const changes = new MutationObserver(
    page.guard((records) => {
      const at = performance.now()
      const cause = window.event?.type as string
      // In the very task of a press or click: that is the cause, and no click before it.
      if (/click|down|up/.test(cause)) return happened(cause === 'click' ? at - clickedAt : 0, at)
      // Nor does a click cause what a pointer that moves does.
      if (/mouse|pointer/.test(cause)) return
      const since = at - clickedAt > EFFECT.change ? Infinity : pressedAt
      // Each is looked at, to learn what is in motion.
      const reactions = records
        .slice(0, MAX_CHANGES)
        .filter(({ target, addedNodes }) => !isOwnMotion(motions, target, at, since, addedNodes))
      if (reactions.length) happened(EFFECT.change)
    }),
  )
  changes.observe(document, CHANGES)
  page.onEnd(() => changes.disconnect())

  page.listen('pointerdown click', (event: UIEvent) => {
    pressed = event.target as Node
    clickedAt = performance.now()
    // A press; or a click of the keyboard, with no press before it.
    if (!event.detail) pressedAt = clickedAt
    // The document's observer does not see into the shadow trees that it goes through.
    for (const node of event.composedPath()) if (node instanceof ShadowRoot) changes.observe(node, CHANGES)
  })
  page.listen('scroll', () => happened(EFFECT.scroll))
  page.listen('selectionchange', () => {
    // A caret that moves is no selection.
    if (!getSelection()!.isCollapsed) happened(EFFECT.selection)
  })
  page.listen('focus blur visibilitychange', ({ type, target }) => {
    // A press moves the focus to what is pressed all by itself; and fields lose it to others.
    if (type === 'focus' ? !target.contains?.(pressed) : type !== 'blur' || target === window)
      happened(EFFECT.focus)
  })
  page.listen('submit toggle', () => happened(EFFECT.change))
  page.navigated = () => happened(EFFECT.change)
  observeCalls(page, window, 'fetch', (request) => {
    // Not our own.
    if (`${request.url ?? request}` !== page.settings.apiUrl) happened(EFFECT.request)
  })
  observeCalls(page, XMLHttpRequest.prototype, 'send', () => happened(EFFECT.request))

  return (emit) => {
    // The press alone may have had an effect.
    if (happenedAt < pressedAt) waiting.set(emit, clickedAt)
    page.after(EFFECT.change, () => {
      if (waiting.delete(emit)) emit()
    })
  }
}
