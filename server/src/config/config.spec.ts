import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.js'

describe('readConfig', () => {
  it('has the defaults of the contract', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      role: 'all',
      ingestRateLimit: 100,
      reportRateLimit: 50,
      reportCacheBytes: 256 * 1_048_576,
      trustProxy: 0,
      mongodbUri: undefined,
    })
  })

  it('takes an empty variable for an unset one', () => {
    expect(readConfig({ PORT: '', REDIS_URL: '' }).port).toBe(4000)
  })

  it.each([
    [{ PORT: 'eighty' }, /PORT must be a whole number/],
    [{ PORT: '70000' }, /PORT must be at most 65535/],
    [{ ROLE: 'boss' }, /ROLE must be all, api or worker/],
    [{ MONGODB_URI: 'postgres://x' }, /MONGODB_URI must start with mongodb:\/\//],
    [{ MONGODB_URI: 'mongodb://' }, /MONGODB_URI is no connection string/],
    [{ MONGODB_URI: 'mongodb://user:secret@a:b:c/x' }, /^MONGODB_URI is no connection string(?!.*secret)/],
    [{ MONGODB_URI: 'mongodb://x', REDIS_URL: 'redis://' }, /REDIS_URL must be like redis:/],
    [{ REDIS_URL: 'redis://localhost' }, /REDIS_URL needs MONGODB_URI/],
    [{ ROLE: 'worker' }, /ROLE=worker needs MONGODB_URI/],
    [{ MONGODB_URI: 'mongodb://x' }, /ADMIN_KEY is required/],
    [{ MONGODB_URI: 'mongodb://x', ADMIN_KEY: 'two words' }, /ADMIN_KEY must be printable ASCII/],
    [{ MONGODB_URI: 'mongodb://x', ADMIN_KEY: 'x'.repeat(16), ROLE: 'api' }, /ROLE=api needs REDIS_URL/],
    [{ REPORT_CACHE_MB: '0' }, /REPORT_CACHE_MB must be at least 1/],
    [{ TRUST_PROXY: '-1' }, /TRUST_PROXY must be a whole number/],
  ])('refuses %j in one line', (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(message)
  })
})
