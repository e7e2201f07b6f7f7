/** How long what was made may take to come about (ms). */
const DEADLINE = 45_000

/**
 * Asks until `check` lets the answer pass. vitest's own poll cannot be called from outside a test's function.
 * @throws what `check` throws in the end.
 */
export async function until<T>(ask: () => Promise<T>, check: (answer: T) => unknown): Promise<T> {
  const end = Date.now() + DEADLINE
  for (;;) {
    const answer = await ask()
    try {
      check(answer)
      return answer
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
