export type Stop = () => void

/** Everything that the tracker has going on in the page for a time, and how to end it. */
export interface Scope {
  /** Passes an error on to `onError`. */
  report(error: unknown): void
  /** Makes a function (of two arguments at most) out of which no exception comes: it is reported instead. The page calls no other. */
  guard<A extends [unknown?, unknown?], R>(work: (...args: A) => R): (...args: A) => R | undefined
  /** Listens for each of the (space separated) event types, on `window` unless told otherwise, in the capture phase. */
  // biome-ignore lint/suspicious/noExplicitAny: an event is known by the name that it was asked for by.
  listen(types: string, handler: (event: any) => void, target?: EventTarget): void
  /** Calls `work` in `ms` ms, unless the scope ends or what is returned is called before. */
  after(ms: number, work: () => void): Stop
  /** Calls `work` when the scope ends. */
  onEnd(work: Stop): void
  end(): void
}

export const openScope = (report: (error: unknown) => void): Scope => {
  const stops = new Set<Stop>()

  // Not `...args`: to make a list of them would be a good part of what a pointer move costs.
  const guard = ((work: (a: unknown, b: unknown) => unknown) => (a: unknown, b: unknown) => {
    try {
      return work(a, b)
    } catch (error) {
      report(error)
    }
  }) as Scope['guard']

  return {
    report,
    guard,
    listen(types, handler, target = window) {
      const listener = guard(handler)
      for (const type of types.split(' ')) {
        // Capturing comes before the page's own handlers, which may stop the event or remove its target.
        target.addEventListener(type, listener, true)
        stops.add(() => target.removeEventListener(type, listener, true))
      }
    },
    after(ms, work) {
      const stop = () => {
        stops.delete(stop)
        clearTimeout(timer)
      }
      const timer = setTimeout(
        guard(() => {
          stop()
          work()
        }),
        ms,
      )
      stops.add(stop)
      return stop
    },
    onEnd: (work) => void stops.add(guard(work)),
    end() {
      for (const stop of stops) stop()
      stops.clear()
    },
  }
}
