import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pence } from '#lib/values/money.ts'
import { reasonsInShort, reasonWords } from './reason.rules.ts'
import { type Reason, reasons } from './reason.schema.ts'

const ALL: Reason[] = [
  { code: 'OVER_LIMIT', needs: 'lead', holder: 'buyer', limit: pence(500_000), gross: pence(734_400) },
  {
    code: 'DAY_OVER_LIMIT',
    needs: 'chief',
    holder: 'lead',
    limit: pence(2_500_000),
    gross: pence(1_212_000),
    dayTotal: pence(2_634_000),
    orders: [{ number: 'RZZ-PH-26-004210-5', gross: pence(1_422_000) }],
  },
  {
    code: 'OFF_CONTRACT',
    needs: 'lead',
    lineIds: ['a'],
    amount: pence(358_560),
    dayAmount: pence(358_560),
    dearer: pence(76_800),
    above: null,
    why: ['OUT_OF_STOCK'],
  },
  { code: 'PRICE_OVER_CONTRACT', needs: 'lead', lineIds: ['a', 'b'], over: pence(3_080), tolerance: 500 },
  { code: 'FIRST_PURCHASE', needs: 'lead', lineIds: ['a'] },
  { code: 'NEW_SUPPLIER', needs: 'lead', lineIds: ['a', 'b'] },
  { code: 'CONTROLLED_DRUG', lineIds: ['a'], categories: ['0002', '0005'] },
  { code: 'UNLICENSED', lineIds: ['a', 'b'] },
]

describe('reasons in words', () => {
  it.each([
    ['OVER_LIMIT', 'Over raiser’s limit', '£7,344.00 with VAT is over the raiser’s limit of £5,000.00.'],
    [
      'DAY_OVER_LIMIT',
      'Counted as one order',
      'With RZZ-PH-26-004210-5 to the same supplier on the same day it comes to £26,340.00 with VAT, over the procurement lead’s limit of £25,000.00.',
    ],
    ['OFF_CONTRACT', 'Off contract', '1 line, £3,585.60 with VAT, £768.00 dearer than contract.'],
    [
      'PRICE_OVER_CONTRACT',
      'Price above contract',
      '2 lines dearer than contract by more than 5%: £30.80 more ex VAT.',
    ],
    ['FIRST_PURCHASE', 'Never ordered before', '1 line.'],
    ['NEW_SUPPLIER', 'First order to this supplier', '2 lines beside the contracts.'],
    ['CONTROLLED_DRUG', 'Controlled drug', '1 line of Schedule 2 and 3. A pharmacist has to agree.'],
    ['UNLICENSED', 'Unlicensed medicine', '2 lines without a valid approval to repeat. A pharmacist has to agree.'],
  ])('%s', (code, title, text) => {
    const found = ALL.find((one) => one.code === code)
    expect(found && reasonWords(found)).toEqual({ title, text })
  })

  it('shows no amount to a role that may not see prices', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), (one) => {
        const { title, text } = reasonWords(one, { prices: false })
        expect(`${title} ${text}`).not.toMatch(/£|\d,\d{3}/)
      }),
    )
  })

  it('says several in one line', () => {
    expect(reasonsInShort(ALL.slice(2, 5))).toBe('Off contract, price above contract and never ordered before')
  })

  it('come back from the database as they went in', () => {
    expect(reasons.parse(JSON.parse(JSON.stringify(ALL)))).toEqual(ALL)
  })
})
