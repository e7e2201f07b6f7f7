import type { FormAction } from '@mouse-tracking/contract'
import type { Stop } from '../guard.js'
import { cut } from '../limits.js'
import { isSensitive } from '../privacy.js'
import type { PageRecording } from '../recording.js'
import { selectorOf } from '../selector.js'

const ACTIONS: Record<string, FormAction> = { focusin: 'focus', focusout: 'blur', change: 'change' }

const FIELDS =
  'input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]),select,textarea'

/** Records what happens to forms and their fields, and never what is in them. */
export function observeForms(page: PageRecording): Stop {
  /** Forms that were begun and not submitted. */
  const begun = new Set<string>()
  const roots = new Set<EventTarget>()
  const stops: Stop[] = []

  const record = (event: Event) => {
    const { type } = event
    const target = event.composedPath()[0] as HTMLInputElement
    if (!(target instanceof Element) || page.isIgnored(event)) return
    const t = page.at()
    if (type === 'submit') {
      const form = selectorOf(target)
      begun.delete(form)
      page.add({ type: 'form', t, action: 'submit', form }, true)
    } else if (target.form && target.matches(FIELDS) && !isSensitive(target, page.settings.allowFields)) {
      // These two do not leave a shadow tree.
      watch(target.getRootNode(), 'change submit')
      const form = selectorOf(target.form)
      if (type !== 'focusout') begun.add(form)
      const field = cut(target.name || target.id || selectorOf(target))
      page.add({ type: 'form', t, action: ACTIONS[type]!, form, field })
    }
  }

  const watch = (root: EventTarget, types: string) => {
    if (roots.has(root)) return
    roots.add(root)
    stops.push(page.guard.listen(root, types, record))
  }

  roots.add(document)
  watch(window, 'focusin focusout change submit')

  return () => {
    for (const stop of stops) stop()
    for (const form of begun) page.add({ type: 'form', t: page.at(), action: 'abandon', form })
  }
}
