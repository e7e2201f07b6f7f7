import type { ClickFields } from '@mouse-tracking/contract'
import { elementsOf, FIELD, isInside } from '../elements.js'
import { isErrorClick } from '../frustration/error.js'
import { continueChain, isRage, WITHIN } from '../frustration/rage.js'
import { cut } from '../limits.js'
import type { Page } from '../page.js'
import type { Stop } from '../scope.js'
import { describeClick } from './click.js'
import { observeEffects } from './effects.js'

/** Elements that answer a click in ways that cannot be seen from here. */
const NEVER_DEAD = `a[href],area,label,video,audio,canvas,[data-mt-ignore-dead],${FIELD}`

/** Whether text is selected, in the page or in the clicked field. */
const hasSelection = ({ selectionStart, selectionEnd }: HTMLInputElement) =>
  selectionStart !== selectionEnd || !getSelection()?.isCollapsed

/** Records clicks, and which of them were made in rage, led to nothing, or led to an error. */
export function observeClicks(page: Page): void {
  const watchEffects = observeEffects(page)
  let chain: ClickFields[] = []
  let cancel: Stop | undefined
  let last: ClickFields | undefined
  let clickedAt = 0
  let labelled: Element | null | undefined

  const endChain = () => {
    if (isRage(chain)) page.add({ type: 'rage', ...chain[0]!, count: chain.length })
    chain = []
  }

  page.listen('click', (event: MouseEvent) => {
    const target = elementsOf(event)[0] as HTMLInputElement
    const { timeStamp } = event
    if (!event.isTrusted || isInside(event, page.settings.ignore)) return
    // The browser clicks by itself: on what a clicked label is for, and on the submit button when Enter is pressed.
    if (timeStamp === clickedAt && target === labelled) return
    if (!event.detail && target !== (target.getRootNode() as Document).activeElement) return
    clickedAt = timeStamp
    labelled = target.closest('label')?.control

    const fields = describeClick(page, event, target)
    page.add({ type: 'click', ...fields })

    const next = hasSelection(target) ? [] : continueChain(chain, fields)
    if (next.length <= chain.length) endChain()
    chain = next
    cancel?.()
    cancel = page.after(WITHIN, endChain)

    last = fields

    if (!isInside(event, NEVER_DEAD) && !target.isContentEditable) {
      watchEffects(() => page.add({ type: 'dead', ...fields }))
    }
  })
  page.listen('scroll', endChain)
  page.listen('error unhandledrejection', ({ target, message, reason, timeStamp }) => {
    const text = cut(`${message ?? reason?.message ?? reason}`)
    // Resources that fail to load come by here, too; and browsers call a late resize an error.
    if (target !== window || text.startsWith('ResizeObserver')) return
    if (last && isErrorClick(clickedAt, timeStamp)) page.add({ type: 'error', ...last, message: text })
    last = undefined
  })
  page.onEnd(endChain)
}
