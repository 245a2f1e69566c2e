import { describe, expect, test } from 'vitest'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import type { MedicineOffers } from '#lib/contracts/offers.queries.ts'
import { localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { milli, packs } from '#lib/values/packs.ts'
import { elsewhereOffers, failingMaker, firstChoice } from './elsewhere.rules.ts'

const on = localDate('2026-11-23')
const pack = (amppId: string, maker: string) =>
  ({
    ...{ amppId, vmpId: 'v', name: 'Meropenem 1g', brand: '', maker, packText: '10 vials', unitsMilli: milli(10_000) },
    ...{ unitName: 'vial', cdCategory: '0000', unlicensed: false, fridge: false, discontinued: false },
  }) as unknown as Pack
const onFile = (amppId: string, id: string, each: number) => ({
  amppId,
  vendor: { id, name: id, hasAccount: true },
  price: price(each),
  source: 'Price list',
  validFrom: localDate('2026-01-01'),
  validTo: localDate('2026-12-31'),
})
const medicine = {
  ...{ on, vmpId: 'v', groups: { generics: null, branded: null }, tolerance: 0, awards: [], lastPaid: [] },
  packs: [pack('1', 'Northgate Pharma'), pack('2', 'Calder Generics')],
  pricesOnFile: [onFile('1', 'Albion', 185_000), onFile('2', 'Meridian', 249_000), onFile('2', 'Calder', 260_000)],
  boughtBefore: new Set<string>(),
} as unknown as MedicineOffers
const line = (failing: string | null) =>
  ({
    ...{ amppId: '1', supplierId: 'Meridian', packs: packs(120), unitsMilli: milli(10_000), price: price(185_000) },
    failing,
  }) as unknown as Parameters<typeof elsewhereOffers>[0]
const sight = { prices: true, pas: true, hidden: false }
const offered = (failing: string | null, of = medicine) => elsewhereOffers(line(failing), 120, of, sight)

describe('where else to buy what a supplier cannot deliver', () => {
  test('what the failing maker makes is marked and comes last, and another maker’s best is the first choice', () => {
    const offers = offered('northgate pharma')
    expect(offers.map((one) => [one.supplier, one.failingMaker])).toEqual([
      ['Meridian', false],
      ['Calder', false],
      ['Albion', true],
    ])
    expect(firstChoice(offers)?.supplier).toBe('Meridian')
  })

  test('nothing is chosen where only the failing maker is left', () => {
    const only = { ...medicine, pricesOnFile: medicine.pricesOnFile.slice(0, 1) }
    expect(firstChoice(offered('Northgate Pharma', only))).toBeNull()
    expect(offered('Northgate Pharma', only)).toHaveLength(1)
  })

  test('an answer that says nothing of the maker leaves the contracts’ own ranking', () => {
    expect(offered(null).map((one) => one.supplier)).toEqual(['Albion', 'Meridian', 'Calder'])
    expect(failingMaker('CHANGED_PRICE', 'Northgate Pharma')).toBeNull()
    expect(failingMaker('NOT_AVAILABLE', 'Northgate Pharma')).toBe('Northgate Pharma')
    expect(failingMaker('NOT_AVAILABLE', ' ')).toBeNull()
  })
})
