/** For how long (ms) after a click each kind of effect is looked for. */
export const EFFECT = { change: 2_500, request: 100, scroll: 300, selection: 100, focus: 1_000 } as const

/** When (ms) each click was made that waits for an effect. By what stands for the click. */
export type Waiting<C> = Map<C, number>

/** Something happened at `at`: an effect of every click before it that is at most `within` ms old. */
export const takeEffect = <C>(waiting: Waiting<C>, at: number, within: number): void =>
  waiting.forEach((clickedAt, click) => {
    if (at - clickedAt <= within) waiting.delete(click)
  })
