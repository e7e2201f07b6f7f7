import { expect, it } from 'vitest'
import { ConfigError, readConfig } from '../config/config.js'
import { awaitServices } from './awaitServices.js'

const configOf = (env: Record<string, string>) => readConfig({ ADMIN_KEY: 'k', ...env })
it('waits for nothing where nothing is set', async () => {
  await awaitServices(configOf({}), () => expect.unreachable())
})

it('says which service it waits for, gives up in time, and keeps the password to itself', async () => {
  const said: string[] = []
  // Nobody listens on port 1.
  const config = configOf({
    MONGODB_URI: 'mongodb://127.0.0.1:1',
    REDIS_URL: 'redis://:pa55word@127.0.0.1:1',
  })
  const failed = await awaitServices(
    { ...config, mongodbUri: undefined },
    (line) => said.push(line),
    1_000,
  ).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(ConfigError)
  const reason = /^REDIS_URL: 127\.0\.0\.1:1 does not answer \(.*ECONNREFUSED.*\); /
  expect(said).toEqual([expect.stringMatching(reason)])
  expect((failed as Error).message).toMatch(reason)
  expect((failed as Error).message).toMatch(/start it, or correct REDIS_URL$/)
})
