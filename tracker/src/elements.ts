/** What people type or choose in. */
export const FIELD = 'select,textarea,[contenteditable],input:not([type=button],[type=submit])'
/** What people press, and what says on it what it does. */
export const CONTROL = 'a[href],button,summary,[role=button],[role=link]'

const SECRET = /pass(w|\b)|pwd|card|cvv|cvc|csc|one-t|(\b|_)(cc|pin|otp)/i

/** Whether an element is a field for a password, a card or the like, and not inside `[data-mt-allow]`. */
export const isSecret = (element: Element): boolean => {
  const { type, autocomplete, name, id } = element as HTMLInputElement
  return (
    element.matches(FIELD) &&
    SECRET.test(`${type} ${autocomplete} ${name} ${id}`) &&
    !element.closest('[data-mt-allow]')
  )
}

/** The innermost element that an event happened on, and those that it is in, out of every open shadow tree. */
export const elementsOf = (event: Event): Element[] =>
  event.composedPath().filter((node) => node instanceof Element)

/** Whether an event happened inside an element that `selector` matches. */
export const isInside = (event: Event, selector: string | undefined): boolean =>
  !!selector && elementsOf(event).some((element) => element.matches(selector))
