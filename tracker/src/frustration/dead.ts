/** For how long (ms) after a click each kind of effect is looked for. */
export const EFFECT = { change: 2_500, request: 100, scroll: 300, selection: 100, focus: 1_000 } as const

export interface DeadDetector {
  /** A press (that may become a click) begins at `at` (ms). */
  press(at: number): void
  /** A click at `at`; `emit` is called once it is known to be dead. */
  click(at: number, emit: () => void): void
  /** Something happened at `at`: an effect of every click before it that is at most `within` ms old. */
  effect(at: number, within: number): void
  /** It is `at` now. */
  tick(at: number): void
  /** Forgets the clicks that it waits for: the page has gone. */
  clear(): void
}

/** Finds dead clicks: those that no effect followed, nor came between the press and its click. */
export function createDeadDetector(): DeadDetector {
  let waiting: { at: number; emit: () => void }[] = []
  let pressed = Number.POSITIVE_INFINITY
  let lastEffect = -1

  return {
    press(at) {
      pressed = at
    },
    click(at, emit) {
      if (lastEffect < Math.min(pressed, at)) waiting.push({ at, emit })
      pressed = Number.POSITIVE_INFINITY
    },
    effect(at, within) {
      lastEffect = Math.max(lastEffect, at)
      waiting = waiting.filter((click) => at < click.at || at - click.at > within)
    },
    tick(at) {
      const dead = waiting.filter((click) => at - click.at >= EFFECT.change)
      waiting = waiting.filter((click) => !dead.includes(click))
      for (const click of dead) click.emit()
    },
    clear() {
      waiting = []
    },
  }
}
