export type Stop = () => void

/** Where the page calls into the tracker. No exception passes: it goes to `report` instead. */
export interface Guard {
  report(error: unknown): void
  wrap<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void
  /** Listens for each of the (space separated) event types, in the capture phase and passively. */
  listen<E extends Event>(target: EventTarget, types: string, handler: (event: E) => void): Stop
  /** A timer; `ms` from now. */
  after(ms: number, work: () => void): Stop
}

// Capturing on `window` comes before the page's own handlers, which may stop the event or remove its target.
const LISTENING = { capture: true, passive: true }

/** Makes a guard whose exceptions go to `onError`; one that throws is silenced. */
export function createGuard(onError: (error: Error) => void): Guard {
  const report = (error: unknown) => {
    try {
      onError(error instanceof Error ? error : new Error(String(error)))
    } catch {
      // The page's own reporter failed: there is nobody left to tell.
    }
  }
  const wrap: Guard['wrap'] =
    (work) =>
    (...args) => {
      try {
        work(...args)
      } catch (error) {
        report(error)
      }
    }
  return {
    report,
    wrap,
    listen(target, types, handler) {
      const listener = wrap(handler) as unknown as EventListener
      const names = types.split(' ')
      for (const name of names) target.addEventListener(name, listener, LISTENING)
      return () => {
        for (const name of names) target.removeEventListener(name, listener, LISTENING)
      }
    },
    after(ms, work) {
      const timer = setTimeout(wrap(work), ms)
      return () => clearTimeout(timer)
    },
  }
}
