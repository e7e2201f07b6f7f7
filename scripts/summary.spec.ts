import { expect, it } from 'vitest'
import { exitCode, lastLine, table } from './summary.mjs'

const unit = { name: 'unit', seconds: 3.2, passed: 40, failed: 0, skipped: 0 }
const browser = { name: 'browser', seconds: 10, passed: 7, failed: 1, skipped: 2 }

it('counts over all sections', () => {
  expect(lastLine([unit])).toBe('40 passed, 0 failed')
  expect(lastLine([unit, browser])).toBe('47 passed, 1 failed, 2 skipped')
  expect(table([unit, browser]).split('\n').at(-1)).toMatch(/^all +47 +1 +2 +13 s$/)
})

it('fails when anything did, and when nothing ran', () => {
  expect(exitCode([unit])).toBe(0)
  expect(exitCode([unit, browser])).toBe(1)
  expect(exitCode([])).toBe(1)
  expect(exitCode([{ ...unit, passed: 0, skipped: 9 }])).toBe(1)
})
