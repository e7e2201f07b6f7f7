import { expect, test, vi } from 'vitest'
import { createTokenSource } from './tokenSource.js'

const jwt = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp, site: 'demo' })).toString('base64url')}.s`

test('asks once for callers at the same time, and keeps the token', async () => {
  const getToken = vi.fn(async () => 'key')
  const source = createTokenSource(getToken)
  await Promise.all([source.get(), source.get()])
  await source.get()
  expect(getToken).toHaveBeenCalledTimes(1)
})

test('renews a token in the last minute of its life, before it expires', async () => {
  let now = 1_000_000
  const getToken = vi.fn(() => jwt(now / 1000 + 900))
  const source = createTokenSource(getToken, () => now)
  const first = await source.get()
  now += 839_000
  expect(await source.get()).toBe(first)
  now += 2_000
  expect(await source.get()).not.toBe(first)
})

test('uses a token that lives shorter than a minute for three quarters of its life', async () => {
  let now = 0
  const getToken = vi.fn(() => jwt(now / 1000 + 40))
  const source = createTokenSource(getToken, () => now)
  await source.get()
  now = 29_000
  await source.get()
  expect(getToken).toHaveBeenCalledTimes(1)
  now = 31_000
  await source.get()
  expect(getToken).toHaveBeenCalledTimes(2)
})

test('does not ask again for a refused token that was renewed meanwhile', async () => {
  let n = 0
  const source = createTokenSource(() => `t${++n}`)
  const refused = await source.get()
  expect(await source.renew(refused)).toBe('t2')
  expect(await source.renew(refused)).toBe('t2')
})

test('says why there is no token, and asks again next time', async () => {
  const getToken = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('signed out'))
    .mockResolvedValue('t')
  const source = createTokenSource(getToken)
  await expect(source.get()).rejects.toThrow('getToken failed: signed out')
  await expect(source.get()).resolves.toBe('t')
})
