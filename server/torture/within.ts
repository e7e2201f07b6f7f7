import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Waits for something that has to happen.
 * @throws Error that says what did not, after so many seconds
 */
export async function within<T>(seconds: number, what: string, happens: Promise<T>): Promise<T> {
  const timer = new AbortController()
  const late = sleep(seconds * 1_000, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what} has not happened after ${seconds} s`)
  })
  try {
    return await Promise.race([happens, late])
  } finally {
    timer.abort()
    late.catch(() => {})
  }
}
