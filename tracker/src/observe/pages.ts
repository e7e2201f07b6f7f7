import type { Scope } from '../scope.js'
import { observeCalls } from './calls.js'

/** Calls `changed` when the URL changes within the document, and at times when it does not. */
export const observePages = (scope: Scope, changed: () => void): void => {
  const { navigation } = window as { navigation?: EventTarget }
  // Where there is the Navigation API it tells of everything, and History need not be patched.
  if (navigation) {
    scope.listen('navigate currententrychange', changed, navigation)
    return
  }
  scope.listen('popstate hashchange', changed)
  observeCalls(scope, History.prototype, 'pushState', changed)
  observeCalls(scope, History.prototype, 'replaceState', changed)
}
