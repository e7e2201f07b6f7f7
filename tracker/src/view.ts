import type { PointerKind, Size } from '@mouse-tracking/contract'
import type { Batcher, OpenView } from './batch.js'
import { customEvent } from './custom.js'
import type { Guard, Stop } from './guard.js'
import { type Identity, newId } from './identity.js'
import { isInside } from './inside.js'
import { cut } from './limits.js'
import { observeClicks } from './observe/clicks.js'
import type { Effects } from './observe/effects.js'
import { observeForms } from './observe/forms.js'
import { observePointer } from './observe/pointer.js'
import { observeResize } from './observe/resize.js'
import { observeScroll } from './observe/scroll.js'
import type { Settings } from './options.js'
import type { PageRecording } from './recording.js'

export interface RecordedView {
  readonly url: string
  track(name: string, props?: Record<string, unknown>): void
  /** Records what lasts (a rest) as far as it has come. */
  settle(): void
  /** Records what ends with the view, and nothing after. */
  end(): void
}

const viewportSize = (): Size => [Math.max(innerWidth, 1), Math.max(innerHeight, 1)]

/** Begins a page view, and records it until its end. */
export function recordView(
  settings: Settings,
  guard: Guard,
  { visitor, session }: Identity,
  batcher: Batcher,
  effects: Effects | undefined,
  url: string,
  referrer: string | undefined,
): RecordedView {
  const origin = performance.now()
  const settlers: (() => void)[] = []
  const stops: Stop[] = []
  const root = document.documentElement
  let scroller = settings.scroller ? document.querySelector(settings.scroller) : null
  let size = viewportSize()
  let isCurrent = true

  const head = {
    id: newId(),
    url,
    referrer,
    startedAt: Date.now(),
    viewport: size,
    page: size,
    title: undefined as string | undefined,
    pointer: undefined as PointerKind | undefined,
  }

  const describe = () => {
    if (isCurrent) {
      const inner = scroller ? scroller.scrollHeight - scroller.clientHeight : 0
      const [width, height] = head.page
      head.page = [Math.max(width, root.scrollWidth), Math.max(height, root.scrollHeight + inner)]
      head.title = cut(document.title) || undefined
    }
    return { ...head }
  }

  const open: OpenView = { visitor, session, describe }
  const at = (event?: Event) => Math.max(0, Math.round((event?.timeStamp || performance.now()) - origin))

  const page: PageRecording = {
    settings,
    guard,
    at,
    add: (event, soon) => batcher.add(open, event, soon),
    sealed: batcher.sealed,
    pointer(kind) {
      if (/^(mouse|touch|pen)$/.test(kind)) head.pointer ??= kind as PointerKind
    },
    resize(t) {
      const now = viewportSize()
      if (String(now) === String(size)) return
      size = now
      open.resized = { type: 'resize', t, viewport: now, page: describe().page }
      batcher.add(open, open.resized)
    },
    onSettle: (settle) => void settlers.push(settle),
    isIgnored: (event) => isInside(event, settings.ignore),
    scrolls(target) {
      if (target instanceof Element && settings.scroller && target.matches(settings.scroller))
        scroller = target
      return target === document || target === scroller
    },
    scrollTop: () => Math.max(0, Math.round(scrollY + (scroller?.scrollTop ?? 0))),
  }

  batcher.add(open)
  const observers = [
    settings.trackMouseMove && observePointer,
    effects && ((recording: PageRecording) => observeClicks(recording, effects)),
    settings.trackScroll && observeScroll,
    settings.trackForms && observeForms,
    observeResize,
  ]
  // One that fails takes none of the others with it.
  for (const observe of observers) if (observe) guard.wrap(() => void stops.push(observe(page)))()

  return {
    url,
    track: (name, props) => page.add(customEvent(at(), name, props), true),
    settle() {
      for (const settle of settlers) settle()
    },
    end() {
      for (const stop of stops) guard.wrap(stop)()
      describe()
      isCurrent = false
    },
  }
}
