/** Named strings that outlive the page where the browser permits it. */
export interface Storage {
  get(key: string): string | null | undefined
  /** Silently keeps nothing when the store is full: what is stored here is also held in memory. */
  set(key: string, value: string): void
  remove(key: string): void
  keys(): string[]
}

/** The first-party storage, or memory alone where that is refused (blocked cookies, a sandboxed frame). */
export function openStorage(): Storage {
  try {
    const local = window.localStorage
    // Nothing is written to find out: a visitor may still have to consent.
    void local.length
    return {
      get: (key) => local.getItem(key),
      set(key, value) {
        try {
          local.setItem(key, value)
        } catch {
          // Full, by us or by the page.
        }
      },
      remove: (key) => local.removeItem(key),
      keys: () => Object.keys(local),
    }
  } catch {
    const memory = new Map<string, string>()
    return {
      get: (key) => memory.get(key),
      set: (key, value) => void memory.set(key, value),
      remove: (key) => void memory.delete(key),
      keys: () => [...memory.keys()],
    }
  }
}
