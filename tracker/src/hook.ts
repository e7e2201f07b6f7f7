import type { Stop } from './guard.js'

type Method = (this: unknown, ...args: unknown[]) => unknown
type Listener = (...args: unknown[]) => void

/** What stands behind each of our wrappers, so that several trackers on a page share one. */
const hooks = new WeakMap<Method, { original: Method; listeners: Set<Listener> }>()

/**
 * Calls `listener` (which must not throw) after each call of `owner[name]`. The original comes back with the last
 * listener's stop; where somebody has wrapped our wrapper since, it stays below theirs and only passes calls on.
 * Throws where `owner` is frozen.
 */
export function hook<O extends object>(owner: O, name: keyof O & string, listener: Listener): Stop {
  const methods = owner as Record<string, Method>
  let wrapper = methods[name]!
  let found = hooks.get(wrapper)
  if (!found) {
    const original = wrapper
    const listeners = new Set<Listener>()
    wrapper = function (...args) {
      const result = original.apply(this, args)
      for (const each of listeners) each(...args)
      return result
    }
    methods[name] = wrapper
    found = { original, listeners }
    hooks.set(wrapper, found)
  }
  const { original, listeners } = found
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (!listeners.size && methods[name] === wrapper) methods[name] = original
  }
}
