import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes that may be let go of before the collector is called. */
const MOST_GARBAGE = 32 * 1_048_576

let garbage = 0

/**
 * Says that so many bytes of shared memory are no longer needed in this thread. V8 knows nothing of what lies behind a
 * SharedArrayBuffer: left alone, it would collect the few bytes of its handle after hours, if ever. So it is called when there is
 * enough to be had, after what runs just now.
 */
export function letGo(bytes: number): void {
  const isDue = garbage >= MOST_GARBAGE
  garbage += bytes
  if (!isDue && garbage >= MOST_GARBAGE) setImmediate(collect)
}

function collect(): void {
  garbage = 0
  gc ??= exposed()
  gc()
}

let gc: (() => void) | undefined

/** The collector itself, which a process need not be started with a flag for. */
function exposed(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}
