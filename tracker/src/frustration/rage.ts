import type { ClickFields } from '@mouse-tracking/contract'

/** Clicks in a chain: this many, within this time (ms), at least. */
const CLICKS = 3
export const WITHIN = 1_000
/** How far (CSS px) each click may be from the one before it, and in the same element. */
const NEAR = 30
const NEAR_IN_ELEMENT = 50

/** Whether a chain that has ended was made in rage. */
export const isRage = (chain: readonly ClickFields[]): boolean => chain.length >= CLICKS

/**
 * The chain that a click continues, or the one that it begins: any three clicks in a row lie within a second, each near
 * the one before it. Where the old chain is not the beginning of the new one, it has ended.
 */
export const continueChain = (chain: readonly ClickFields[], click: ClickFields): ClickFields[] => {
  const last = chain.at(-1)
  const near = click.selector === last?.selector ? NEAR_IN_ELEMENT : NEAR
  if (!last || click.t - last.t > WITHIN || Math.hypot(click.x - last.x, click.y - last.y) > near)
    return [click]
  if (click.t - (chain.at(1 - CLICKS) ?? last).t <= WITHIN) return [...chain, click]
  // Too slow for three in a row. Of two, the second may still begin a chain.
  return isRage(chain) ? [click] : [last, click]
}
