import type { Page } from '../page.js'
import { createRests, type Rests } from './rests.js'

/** A rest that lasts is told in pieces of this length (ms). */
const HEARTBEAT = 15_000
const SCROLLER = '[data-mt-scroll]'

/** Records where the viewport rests, in the time in which the page is visible. */
export const observeScroll = (page: Page): void => {
  let rests: Rests | undefined

  const top = () => Math.max(0, Math.round(scrollY + (page.scroller?.scrollTop ?? 0)))
  const tell = () => void rests?.tell(page.at())
  const look = () => {
    tell()
    rests = document.hidden
      ? undefined
      : createRests(page.at(), top(), (t, y, ms) => page.add({ type: 'scroll', t, top: y, ms }))
  }

  const beat = () => {
    tell()
    page.after(HEARTBEAT, beat)
  }

  page.scroller = document.querySelector(SCROLLER)
  look()
  beat()
  page.listen('visibilitychange', look)
  page.listen('scroll', ({ target }) => {
    if (target.matches?.(SCROLLER)) page.scroller = target
    rests?.scrolled(page.at(), top())
  })
  page.settle = tell
}
