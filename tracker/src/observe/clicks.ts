import type { ClickFields } from '@mouse-tracking/contract'
import { elementsOf, FIELD, isInside } from '../elements.js'
import { continueChain, isRage, WITHIN } from '../frustration/rage.js'
import { cut } from '../limits.js'
import type { Page } from '../page.js'
import type { Stop } from '../scope.js'
import { describeClick } from './click.js'
import { observeEffects } from './effects.js'

/** Browsers quote what could not be parsed, which may be what somebody typed; and URLs have their parameters. */
const QUOTED = /["'`/].*["'`/]|\?\S+/gs
/** An uncaught error this long (ms) after a click, the last one before it, makes it an error click. */
const ERROR_WITHIN = 2_000

/** Elements that answer a click in ways that cannot be seen from here. */
const NEVER_DEAD = `a[href],area,label,video,audio,canvas,[data-mt-ignore-dead],${FIELD}`

/** Whether text is selected, in the page or in the clicked field. */
const hasSelection = ({ selectionStart, selectionEnd }: HTMLInputElement) =>
  selectionStart !== selectionEnd || !getSelection()!.isCollapsed

/** Records clicks, and which of them were made in rage, led to nothing, or led to an error. */
export const observeClicks = (page: Page): void => {
  const watchEffects = observeEffects(page)
  let chain: ClickFields[] = []
  let cancel: Stop | undefined
  let last: ClickFields | undefined
  let clickedAt = 0

  const endChain = () => {
    if (isRage(chain)) page.add({ type: 'rage', ...chain[0]!, count: chain.length })
    chain = []
  }

  page.listen('click', (event: MouseEvent) => {
    const target = elementsOf(event)[0] as HTMLInputElement
    const { timeStamp } = event
    if (!event.isTrusted || isInside(event, page.settings.ignore)) return
    // The browser clicks too: at once on what a clicked label is for, and on the submit button when Enter is pressed.
    if (timeStamp === clickedAt) return
    if (!event.detail && target !== (target.getRootNode() as Document).activeElement) return
    clickedAt = timeStamp

    const fields = describeClick(page, event, target)
    page.add({ type: 'click', ...fields })

    const next = hasSelection(target) ? [] : continueChain(chain, fields)
    if (next.length <= chain.length) endChain()
    chain = next
    cancel?.()
    cancel = page.after(WITHIN, endChain)

    last = fields

    if (!isInside(event, NEVER_DEAD)) {
      watchEffects(() => page.add({ type: 'dead', ...fields }))
    }
  })
  page.listen('scroll', endChain)
  page.listen('error unhandledrejection', ({ target, message, reason, timeStamp }) => {
    const text = cut(`${message ?? reason?.message ?? reason}`.replace(QUOTED, '…'))
    // Resources that fail to load come by here, too; and browsers call a late resize an error.
    if (target !== window || /^Resize/.test(text)) return
    if (last && timeStamp - clickedAt <= ERROR_WITHIN) page.add({ type: 'error', ...last, message: text })
    last = undefined
  })
  page.onEnd(endChain)
}
