import { setTimeout as sleep } from 'node:timers/promises'

/** Between two looks (ms): soon at first, for most is done at once. */
const PAUSE = { first: 20, last: 500 }

/** Asks until the answer is yes, for so long (ms) at most. */
export async function isTrueWithin(patience: number, ask: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + patience
  for (let pause = PAUSE.first; ; pause = Math.min(pause * 2, PAUSE.last)) {
    if (await ask()) return true
    if (Date.now() >= deadline) return false
    await sleep(pause)
  }
}
