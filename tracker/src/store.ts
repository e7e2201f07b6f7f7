/** Named strings that outlive the page, where the browser permits it. */
export type Store = Record<string, string>

/** The first-party storage, or memory alone where it is refused (blocked cookies, a sandboxed frame). */
export function openStore(): Store {
  try {
    return window.localStorage ?? {}
  } catch {
    return {}
  }
}

/** Stores a string; false when there is no room for it. */
export function put(store: Store, key: string, value: string): boolean {
  try {
    store[key] = value
    return true
  } catch {
    return false
  }
}
