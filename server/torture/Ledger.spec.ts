import { expect, it } from 'vitest'
import { isBalanced, Ledger } from './Ledger.js'

function ledgerOf(...entries: { acknowledged?: boolean; erased?: string }[]): Ledger {
  const ledger = new Ledger()
  for (const { acknowledged = false, erased } of entries) {
    const entry = ledger.enter({ n: ledger.next, client: 0, session: 0, index: ledger.next })
    entry.isAcknowledged = acknowledged
    if (erased !== undefined) entry.erased = erased
  }
  return ledger
}

it('balances when what was acknowledged counts once and all else at most once', () => {
  const ledger = ledgerOf({ acknowledged: true }, {}, {}, { acknowledged: true, erased: 'anna' })
  const counted = new Map([
    [0, 1],
    [1, 1],
  ])
  expect(ledger.balance(counted)).toMatchObject({ sent: 4, acknowledged: 2, answerLost: 1, erased: 1 })
  expect(isBalanced(ledger.balance(counted))).toBe(true)
})

it.each([
  ['missing', [{ acknowledged: true }], []],
  ['repeated', [{ acknowledged: true }], [[0, 2]]],
  ['repeated', [{}], [[0, 2]]],
  ['undead', [{ acknowledged: true, erased: 'anna' }], [[0, 1]]],
  ['invented', [], [[0, 1]]],
] as const)('names what is %s', (fault, entries, counted) => {
  const balance = ledgerOf(...entries).balance(new Map<number, number>(counted))
  expect(balance[fault]).toEqual([0])
  expect(isBalanced(balance)).toBe(false)
})
