/** An error this long (ms) after a click still counts as the click's. */
const WITHIN = 2_000

export interface ErrorDetector {
  /** A click at `at` (ms); `emit` gets the message of the first error that follows it. */
  click(at: number, emit: (message: string) => void): void
  error(at: number, message: string): void
}

/** Finds error clicks. An error is held against the last click before it. */
export function createErrorDetector(): ErrorDetector {
  let last: { at: number; emit: (message: string) => void } | undefined
  return {
    click(at, emit) {
      last = { at, emit }
    },
    error(at, message) {
      if (last && at - last.at <= WITHIN) last.emit(message)
      last = undefined
    },
  }
}
