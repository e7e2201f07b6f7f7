import { setImmediate as next } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { letGo } from './collector.js'

const MB = 1_048_576
const handle = () => new WeakRef(new SharedArrayBuffer(8))

it('has shared memory collected when enough of it was let go of', async () => {
  const memory = handle()
  letGo(20 * MB)
  letGo(20 * MB)
  // What a WeakRef was made for stays until the end of the turn.
  await next()
  await next()
  expect(memory.deref()).toBeUndefined()
})
