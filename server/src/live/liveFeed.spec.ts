import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LiveFeed } from './liveFeed.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function feedOf(values: () => number) {
  const sent: number[] = []
  const errors: unknown[] = []
  const read = vi.fn(async () => {
    const now = new Date().toISOString()
    return { from: now, to: now, asOf: now, pending: values() }
  })
  const feed = new LiveFeed(
    read,
    ({ pending }) => sent.push(pending),
    (error) => errors.push(error),
  )
  return { feed, sent, errors, read }
}

it('sends at once, then what changed within a second as one', async () => {
  let value = 1
  const { feed, sent, read } = feedOf(() => value)
  feed.refresh()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual([1])
  for (value of [2, 3, 4]) feed.refresh()
  await vi.advanceTimersByTimeAsync(999)
  expect(sent).toEqual([1])
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual([1, 4])
  expect(read).toHaveBeenCalledTimes(2)
})

it('sends nothing when nothing but the moment has changed', async () => {
  const { feed, sent } = feedOf(() => 1)
  feed.refresh()
  await vi.advanceTimersByTimeAsync(2_000)
  feed.refresh()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toEqual([1])
})

it('says an error and goes on; stopped, it says nothing any more', async () => {
  let broken = true
  const { feed, sent, errors } = feedOf(() => {
    if (broken) throw new Error('down')
    return 1
  })
  feed.refresh()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(errors).toHaveLength(1)
  broken = false
  feed.refresh()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual([1])
  feed.stop()
  feed.refresh()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(sent).toEqual([1])
})
