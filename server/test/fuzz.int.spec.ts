import { afterAll, beforeAll, expect, it } from 'vitest'
import { Fuzzer } from '../fuzz/Fuzzer.js'
import { TestServer } from './server.js'

/** `npm run fuzz` sets these. */
const CASES = Number(process.env.FUZZ_CASES || 3_000)
const SEED = Number(process.env.FUZZ_SEED || Date.now() % 2 ** 31)
/** Cases between two checks of the books. */
const ROUND = 2_500
const MIB = 1_048_576

let server: TestServer
beforeAll(async () => {
  // Caches are full soon, so that they are no growth.
  server = await TestServer.start({ REPORT_CACHE_MB: '16' })
})
afterAll(() => server.stop())

it(`takes no harm from ${CASES} cases (FUZZ_SEED=${SEED})`, { timeout: 4 * 3_600_000 }, async () => {
  const fuzzer = new Fuzzer(server)
  const memory: number[] = []
  const statuses: Record<string, number> = {}
  const started = Date.now()
  try {
    for (let done = 0, round = 0; done < CASES; done += ROUND, round++) {
      const result = await fuzzer.round(SEED + round, Math.min(ROUND, CASES - done))
      for (const [what, count] of Object.entries(result.statuses))
        statuses[what] = (statuses[what] ?? 0) + count
      memory.push(await memoryOf())
      const seconds = ((Date.now() - started) / 1_000).toFixed(0)
      process.stdout.write(
        `round ${round} (seed ${SEED + round}): ${done + result.cases} cases in ${seconds} s, ${result.accepted} batches accepted, ${memory.at(-1)!.toFixed(0)} MiB\n`,
      )
    }
  } finally {
    fuzzer.close()
  }
  process.stdout.write(`${JSON.stringify(statuses)}\n`)
  expect(server.log).not.toMatch(/"level":"error"/)
  // Flat: what the second half of a long run needs, the first has needed already.
  const half = Math.floor(memory.length / 2)
  if (half >= 4)
    expect(Math.max(...memory.slice(half))).toBeLessThan(Math.max(...memory.slice(0, half)) * 1.1 + 32)
})

/** Memory of the server that is its own, MiB: the store's file, mapped as far as it was read, can be had back at any time. */
async function memoryOf(): Promise<number> {
  const { body } = await server.request('GET', '/metrics')
  const resident = Number(/^mouse_tracking_process_resident_memory_bytes (\S+)/m.exec(body)![1])
  return ((await server.anonymousMemory()) ?? resident) / MIB
}
