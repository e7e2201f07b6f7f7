import type { FormAction } from '@mouse-tracking/contract'
import { elementsOf, FIELD, isInside, isSecret } from '../elements.js'
import type { Page } from '../page.js'
import { selectorOf } from '../selector.js'

/** Records what happens to forms and their fields, and never what is in them. */
export const observeForms = (page: Page): void => {
  /** Forms that were begun and not submitted. */
  const begun = new Set<string>()
  const roots = new Set<Node>([document])

  const tell = (action: FormAction, form: string, field?: string) =>
    page.add({ type: 'form', t: page.at(), action, form, field })

  const record = (event: Event) => {
    const target = elementsOf(event)[0] as HTMLInputElement
    const action = event.type as FormAction
    // The window is focused and blurred as well.
    if (!target || isInside(event, page.settings.ignore)) return
    if (action === 'submit') {
      const form = selectorOf(target)
      begun.delete(form)
      tell(action, form)
    } else if (target.form && target.matches(FIELD) && !isSecret(target)) {
      const root = target.getRootNode()
      // A shadow tree keeps these two to itself.
      if (!roots.has(root)) page.listen('change submit', record, root)
      roots.add(root)
      const form = selectorOf(target.form)
      if (action !== 'blur') begun.add(form)
      tell(action, form, target.name || target.id || selectorOf(target))
    }
  }

  page.listen('focus blur change submit', record)
  page.onEnd(() => {
    for (const form of begun) tell('abandon', form)
  })
}
