import { expect, it } from 'vitest'
import { exitCode, failedLines, failuresOf, lastLine, table } from './summary.mjs'

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

it('names what failed in a line each, also a file that does not load', () => {
  const failures = failuresOf(
    {
      testResults: [
        {
          name: '/project/a.spec.ts',
          assertionResults: [
            { status: 'passed', fullName: 'fine' },
            {
              status: 'failed',
              fullName: 'counts',
              failureMessages: ['\u001b[31mError: 1 is not 2\u001b[39m\n  at a'],
            },
          ],
        },
        { name: '/project/b.spec.ts', message: 'no such module', assertionResults: [] },
        { name: '/project/c.spec.ts', message: '', assertionResults: [] },
      ],
    },
    '/project',
  )
  expect(
    failedLines([unit, { ...browser, failures }, { ...unit, name: 'lint', failed: 1 }]).split('\n'),
  ).toEqual([
    'FAILED browser: counts (a.spec.ts): Error: 1 is not 2',
    'FAILED browser: b.spec.ts: no such module',
    'FAILED lint: see above',
  ])
  expect(failedLines([unit])).toBe('')
  expect(failuresOf({}, '/project')).toEqual([])
})
