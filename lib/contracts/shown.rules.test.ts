import { describe, expect, test } from 'vitest'
import { localDate } from '#lib/values/dates.ts'
import { pence, price } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import { shownWhy } from './shown.rules.ts'
import { sightOf } from './sight.rules.ts'
import type { Why } from './why.rules.ts'

const on = localDate('2026-06-17')
const contract: NonNullable<Why['contract']> = {
  ownerId: 'o',
  awardId: 'a',
  reference: 'CM/PHR/99/0002',
  category: 'branded',
  lot: '',
  buyingGroup: 'LONDON',
  rank: null,
  route: 'direct',
  holder: { id: 'h', name: 'Holder' },
  vendors: [{ id: 'h', name: 'Holder' }],
  amppId: '1',
  maker: 'Maker',
  packText: '2 pens',
  price: price(600_000),
  validFrom: on,
  validTo: on,
  extensionTo: null,
  confidentiality: 'pas',
}
const nextBest: NonNullable<Why['nextBest']> = {
  amppId: '2',
  name: 'Adalimumab',
  brand: '',
  maker: 'Other',
  packText: '2 pens',
  vendor: { id: 'v', name: 'Vendor' },
  price: price(700_000),
  perUnit: price(350_000),
  basis: 'on_file',
  source: 'Quote',
  state: 'OFF_CONTRACT',
  confidentiality: 'open',
  packs: packs(1),
  perUnitDifference: price(50_000),
  inAll: pence(1000),
}
const why: Why = {
  version: 1,
  on,
  groups: { generics: 'DLS', branded: 'LONDON' },
  tolerance: 0,
  state: 'ON_CONTRACT',
  basis: 'contract',
  source: 'CM/PHR/99/0002',
  price: price(600_000),
  perUnit: price(300_000),
  unitName: 'pen',
  vendor: { id: 'h', name: 'Holder' },
  contractPrice: price(600_000),
  contract,
  nextBest,
  lastPaid: { vendorName: 'Holder', price: price(610_000), on, confidential: true },
}

function amounts(of: unknown): number[] {
  const text = JSON.stringify(of)
  return [600_000, 300_000, 610_000, 700_000, 350_000, 50_000].filter((amount) => text.includes(`:${amount}`))
}

describe('what a role sees of a price', () => {
  test('goods-in sees none', () => {
    expect(amounts(shownWhy(why, sightOf({ roles: ['stores'] })))).toEqual([])
  })

  test('a technician sees no patient access price, nor anything it could be worked out from', () => {
    const shown = shownWhy(why, sightOf({ roles: ['technician'] }))
    expect(amounts(shown)).toEqual([700_000, 350_000])
    expect(shown.contract?.reference).toBe('CM/PHR/99/0002')
  })

  test('a lead sees all', () => {
    const lastPaid = { vendorName: 'Holder', price: price(610_000), on }
    expect(shownWhy(why, sightOf({ roles: ['lead'] }))).toEqual({ ...why, lastPaid })
  })

  test('a hidden alternative does not hide the price', () => {
    const open: Why = {
      ...why,
      contract: { ...contract, confidentiality: 'framework' },
      nextBest: { ...nextBest, confidentiality: 'pas' },
      lastPaid: { vendorName: 'Holder', price: price(610_000), on, confidential: false },
    }
    expect(amounts(shownWhy(open, sightOf({ roles: ['technician'] })))).toEqual([600_000, 300_000, 610_000])
  })

  test('what was paid under a scheme stays hidden after it ended', () => {
    const ended: Why = { ...why, contract: { ...contract, confidentiality: 'framework' } }
    expect(amounts(shownWhy(ended, sightOf({ roles: ['technician'] })))).not.toContain(610_000)
    expect(amounts(shownWhy(ended, sightOf({ roles: ['lead'] })))).toContain(610_000)
  })
})
