/** Named strings that outlive the page, where the browser permits it. */
export type Store = Record<string, string>

/** The first-party storage, or memory alone where it is refused (blocked cookies, a sandboxed frame). */
export const openStore = (): Store => {
  try {
    // Some web views have none.
    return localStorage || {}
  } catch {
    return {}
  }
}

/** Stores a string; true when there is no room for it. */
export const isFull = (store: Store, key: string, value: string): boolean | undefined => {
  try {
    store[key] = value
  } catch {
    return true
  }
}
