import { isInside } from './inside.js'
import { TEXT_LENGTH } from './limits.js'

/** Whether the browser says that its user does not want to be tracked (Do Not Track, Global Privacy Control). */
export function refusesTracking(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as {
    doNotTrack?: string | null
    globalPrivacyControl?: boolean
  }
  return doNotTrack === '1' || globalPrivacyControl === true
}

const SECRET = /passw|passcode|pwd|secret|one-time|(^|[^a-z])(cc|cvv|cvc|csc|otp|pin|ssn|iban)|card|expir/i

/** Whether a field takes a password, a card or the like; `allow` is a CSS selector of fields that are fine. */
export function isSensitive(field: Element, allow: string): boolean {
  const names = ['type', 'autocomplete', 'name', 'id'].map((name) => field.getAttribute(name)).join(' ')
  return SECRET.test(names) && !(allow && field.matches(allow))
}

const LABELLED = 'a,button,summary,[role=button],[role=link],[role=menuitem],[role=tab]'
const TYPED_INTO = 'input,textarea,select,[contenteditable]'

/** What the clicked button or link says; undefined for all else, and where it may hold what somebody typed. */
export function labelOf(click: Event, element: Element, mask: string): string | undefined {
  const label = element.closest<HTMLElement>(LABELLED)
  const unfit = mask ? `${TYPED_INTO},${mask}` : TYPED_INTO
  if (!label || isInside(click, unfit) || label.querySelector(unfit)) return
  return label.innerText?.trim().replace(/\s+/g, ' ').slice(0, TEXT_LENGTH)
}
