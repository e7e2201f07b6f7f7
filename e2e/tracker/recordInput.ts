/** What truly happened in a page, for the tests to compare: noted before the tracker loads, by nothing of its code. */
export interface Input {
  /** Trusted pointer moves: ms, document px. */
  moves: [t: number, x: number, y: number][]
  clicks: [x: number, y: number][]
}

declare global {
  interface Window {
    input: Input
  }
}

/** Runs in the page. */
export function recordInput(): void {
  const input: Input = { moves: [], clicks: [] }
  window.input = input
  addEventListener(
    'pointermove',
    (event) => event.isTrusted && input.moves.push([event.timeStamp, event.pageX, event.pageY]),
    true,
  )
  addEventListener('click', (event) => event.isTrusted && input.clicks.push([event.pageX, event.pageY]), true)
}
