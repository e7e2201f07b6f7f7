/** What truly happened in a page, for the tests to compare: noted before the tracker loads, by nothing of its code. */
export interface Input {
  /** Trusted pointer moves: ms, document px. */
  moves: [t: number, x: number, y: number][]
  clicks: [x: number, y: number][]
  /** When (ms) the viewport, or what scrolls in it, came to where. */
  scrolls: [t: number, top: number][]
  /** When (ms) the page was hidden or shown. */
  visibility: [t: number, state: DocumentVisibilityState][]
}

declare global {
  interface Window {
    input: Input
  }
}

/** Runs in the page. */
export function recordInput(): void {
  const input: Input = { moves: [], clicks: [], scrolls: [], visibility: [] }
  window.input = input
  const note = <E extends Event>(type: string, take: (event: E) => void) =>
    addEventListener(type, (event) => event.isTrusted && take(event as E), true)
  // A page that is held up is told of many positions at once; each was there at its own time.
  note<PointerEvent>('pointermove', (event) => {
    for (const { timeStamp, pageX, pageY } of event.getCoalescedEvents())
      input.moves.push([timeStamp, pageX, pageY])
  })
  note<MouseEvent>('click', ({ pageX, pageY }) => input.clicks.push([pageX, pageY]))
  note('scroll', ({ target }) =>
    input.scrolls.push([performance.now(), target instanceof Element ? target.scrollTop : scrollY]),
  )
  note('visibilitychange', () => input.visibility.push([performance.now(), document.visibilityState]))
}
