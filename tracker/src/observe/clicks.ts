import type { ClickFields } from '@mouse-tracking/contract'
import { createErrorDetector } from '../frustration/error.js'
import { type ChainClick, createRageDetector } from '../frustration/rage.js'
import type { Stop } from '../guard.js'
import { isInside } from '../inside.js'
import { cut } from '../limits.js'
import type { PageRecording } from '../recording.js'
import { clickFields } from './click-fields.js'
import type { Effects } from './effects.js'

/** A chain of clicks has ended when none came for this long (ms). */
const CHAIN_END = 1_000

/** Elements that answer a click in ways that cannot be seen from here. */
const NEVER_DEAD =
  'a[href],area,label,select,textarea,input:not([type=button],[type=submit],[type=reset],[type=image]),' +
  'video,audio,canvas,[data-mt-ignore-dead]'

/** Records clicks, and which of them were made in rage, led to nothing, or led to an error. */
export function observeClicks(page: PageRecording, effects: Effects): Stop {
  const { guard } = page
  const errors = createErrorDetector()
  const rage = createRageDetector<ChainClick & { fields: ClickFields }>(({ fields }, count) =>
    page.add({ type: 'rage', ...fields, count }, true),
  )
  let endChain: Stop | undefined
  let lastClick = 0
  let labelled: Element | null | undefined

  const click = (event: MouseEvent) => {
    const [target] = event.composedPath()
    if (!event.isTrusted || !(target instanceof Element) || page.isIgnored(event)) return
    // The browser's own second click, on what the clicked label stands for.
    if (target === labelled && event.timeStamp === lastClick) return
    // The browser's own click on the submit button, when Enter is pressed in a field.
    const { activeElement } = target.getRootNode() as Document
    if (!event.detail && activeElement !== target) return
    lastClick = event.timeStamp
    labelled = target.closest('label')?.control

    const fields = clickFields(page, event, target)
    page.add({ type: 'click', ...fields }, true)

    const { clientX: x, clientY: y, timeStamp: t } = event
    if (hasSelection(target)) rage.end()
    else rage.click({ t, x, y, element: target, fields })
    endChain?.()
    endChain = guard.after(CHAIN_END, rage.end)

    errors.click(performance.now(), (message) =>
      page.add({ type: 'error', ...fields, message: cut(message) }, true),
    )

    if (!isInside(event, NEVER_DEAD) && !(target as HTMLElement).isContentEditable) {
      effects.click(() => page.add({ type: 'dead', ...fields }, true))
    }
  }

  const failed = ({ target, message = '', reason }: ErrorEvent & PromiseRejectionEvent) => {
    const text = String(message || (reason?.message ?? reason))
    // Resources that fail to load come by here too; and the browser calls a late resize an error.
    if (target === window && !text.startsWith('ResizeObserver')) errors.error(performance.now(), text)
  }

  const stops = [
    guard.listen(window, 'click', click),
    guard.listen(window, 'scroll', rage.end),
    guard.listen(window, 'error unhandledrejection', failed),
  ]
  return () => {
    for (const stop of stops) stop()
    endChain?.()
    rage.end()
  }
}

/** Whether text is selected, in the page or in the clicked field. */
function hasSelection(target: Element): boolean {
  const { selectionStart, selectionEnd } = target as HTMLInputElement
  return selectionStart !== selectionEnd || getSelection()?.isCollapsed === false
}
