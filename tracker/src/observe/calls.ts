import type { Scope } from '../scope.js'

type Method = (...args: unknown[]) => unknown
/** A wrapper whose scope has ended says what it was put over. */
type Wrapper = Method & { over?: Method }

/**
 * Calls `listener` after each call of `owner[name]`, by wrapping it, until the scope ends. Where somebody has wrapped
 * the wrapper since, it stays below theirs, and only passes calls on, until they are gone too.
 */
export const observeCalls = <N extends string>(
  scope: Scope,
  owner: { [name in N]: unknown },
  name: N,
  // biome-ignore lint/suspicious/noExplicitAny: the argument is the method's.
  listener: (argument: any) => void,
): void => {
  const methods = owner as Record<string, Wrapper>
  const heard = scope.guard(listener)
  // It throws where the owner is frozen, or has no such method.
  scope.guard(() => {
    const original = methods[name]!
    const wrapper: Wrapper = function (this: unknown, ...args) {
      const result = original.apply(this, args)
      if (!wrapper.over) heard(args[0])
      return result
    }
    methods[name] = wrapper
    scope.onEnd(() => {
      wrapper.over = original
      while (methods[name]!.over) methods[name] = methods[name]!.over!
    })
  })()
}
