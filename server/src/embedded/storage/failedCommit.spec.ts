import { expect, it } from 'vitest'
import { errorOfCommit, type FailedCommit } from './failedCommit.js'

const failedFor = (commitError: Promise<never>) =>
  Object.assign(new Error('Commit failed'), { commitError }) as FailedCommit

it.each([
  ['No space left on device', 'OutOfDiskSpace'],
  ['Input/output error', 'InternalError'],
])('tells why a commit failed: %s', async (reason, codeName) => {
  const error = await errorOfCommit(failedFor(Promise.reject(new Error(reason))))
  expect(error).toMatchObject({ codeName, message: expect.stringContaining(reason) })
})

it('does not wait for a reason that never comes', async () => {
  expect((await errorOfCommit(failedFor(new Promise(() => {})))).message).toMatch(/the disk did not take it/)
})
