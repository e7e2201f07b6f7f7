import { expect, it } from 'vitest'
import { InProcessQueue } from './inProcess.queue.js'

/** A handler whose runs are ended by the test. */
function controlled() {
  const runs: { key: string; end: () => void }[] = []
  let started = () => {}
  return {
    runs,
    handler: (key: string) =>
      new Promise<void>((end) => {
        runs.push({ key, end })
        started()
      }),
    run: (n: number) =>
      new Promise<void>((resolve) => {
        started = () => runs.length >= n && resolve()
        started()
      }),
  }
}

it('runs a job once more when it was asked for while it ran, however often', async () => {
  const queue = new InProcessQueue()
  const { handler, runs, run } = controlled()
  queue.handle('rollup', handler)
  await queue.add('rollup', 'demo/0')
  await run(1)
  await queue.add('rollup', 'demo/0')
  await queue.add('rollup', 'demo/0')
  runs[0]!.end()
  await run(2)
  runs[1]!.end()
  await queue.beforeApplicationShutdown()
  expect(runs).toHaveLength(2)
})

it('runs different partitions side by side, and waits for all at the end', async () => {
  const queue = new InProcessQueue()
  const { handler, runs, run } = controlled()
  queue.handle('rollup', handler)
  await queue.add('rollup', 'demo/0')
  await queue.add('rollup', 'demo/1')
  await run(2)
  let ended = false
  const end = queue.beforeApplicationShutdown().then(() => {
    ended = true
  })
  runs[0]!.end()
  await Promise.resolve()
  expect(ended).toBe(false)
  runs[1]!.end()
  await end
  expect(await queue.healthy()).toBe(false)
})
