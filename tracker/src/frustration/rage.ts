/** Clicks in a chain: this many, within this time (ms), at least. */
const CLICKS = 3
const WITHIN = 1_000
/** How far (CSS px) each click may be from the one before, and in the same element. */
const NEAR = 30
const NEAR_IN_ELEMENT = 50

export interface ChainClick {
  /** ms */
  t: number
  x: number
  y: number
  element: unknown
}

export interface RageDetector<C extends ChainClick> {
  click(click: C): void
  /** Something (a scroll, a selection, the end of the view, a second without a click) ends the chain. */
  end(): void
}

/**
 * Finds rage clicks: chains in which any three clicks in a row lie within a second, each near the one before.
 * `emit` gets the chain's first click and its length, once, when the chain has ended.
 */
export function createRageDetector<C extends ChainClick>(
  emit: (first: C, count: number) => void,
): RageDetector<C> {
  let chain: C[] = []

  const end = () => {
    if (chain.length >= CLICKS) emit(chain[0]!, chain.length)
    chain = []
  }

  return {
    end,
    click(click) {
      const last = chain.at(-1)
      if (last) {
        const distance = Math.hypot(click.x - last.x, click.y - last.y)
        const near = distance <= (click.element === last.element ? NEAR_IN_ELEMENT : NEAR)
        if (!near || click.t - last.t > WITHIN) end()
      }
      const before = chain.at(1 - CLICKS)
      if (before && click.t - before.t > WITHIN) {
        // Too slow for a chain of three: only the last click can still begin one.
        const kept = chain.length < CLICKS ? chain.slice(1) : []
        end()
        chain = kept
      }
      chain.push(click)
    },
  }
}
