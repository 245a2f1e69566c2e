import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import type { PackWords } from '#lib/files/by-words.rules.ts'
import { milli } from '#lib/values/packs.ts'
import { exactPack, likelyPacks, readWords, tellingOf, whyLikely } from './likely-packs.rules.ts'

let next = 0
function pack(name: string, units: number, unitName: string, more: Partial<DictionaryPack> = {}): DictionaryPack {
  next += 1
  return {
    ...{ ownerId: 'o', amppId: String(1_000_000 + next), vmppId: '1', ampId: '1', vmpId: '1', vtmId: null },
    ...{
      name,
      brand: '',
      maker: 'Northgate Pharma',
      packText: `${units} ${unitName}s`,
      unitsMilli: milli(units * 1000),
    },
    ...{ unitName, cdCategory: '0000', unlicensed: false, fridge: false, hazardous: false, highCost: false },
    ...{ biosimilar: false, discontinued: false, madeUp: true, listPrice: null, ...more },
  }
}

const MEROPENEM = 'Meropenem 1g powder for solution for injection vials'
const one = pack(MEROPENEM, 10, 'vial')
const half = pack('Meropenem 500mg powder for solution for injection vials', 10, 'vial')
const single = pack(MEROPENEM, 1, 'vial')
const calder = pack(MEROPENEM, 10, 'vial', { maker: 'Calder Generics Ltd' })
const adenosine = pack('Adenosine 6mg/2ml solution for injection vials', 6, 'vial', {
  brand: 'Adenocor',
  maker: 'Sanofi',
})
const tablets = pack('Paracetamol 500mg tablets', 100, 'tablet', { maker: 'Calder Generics' })
const capsules = pack('Paracetamol 500mg capsules', 100, 'capsule', { maker: 'Calder Generics' })
const saline = pack('Sodium chloride 0.9% infusion 500ml bags', 20, 'bag')
const ALL = [one, half, single, calder, adenosine, tablets, capsules, saline]

const said = (description: string, more: Partial<PackWords> = {}): PackWords => ({
  ...{ description, brand: '', size: '', unit: '', supplier: 'Northgate Pharma', ...more },
})
const offered = (words: PackWords, packs = ALL) => likelyPacks(words, packs).map(({ pack }) => pack.amppId)
const exact = (words: PackWords, packs = ALL) => exactPack(likelyPacks(words, packs))?.amppId ?? null

describe('the packs that words may mean', () => {
  test.each([
    ['Meropenem 1g powder for solution for injection vials, 10', one],
    ['MEROPENEM PDR FOR SOLN FOR INJ 1000 MG VIALS x10', one],
    ['1g meropenem powder for solution for injection vial (10)', one],
    ['Sodium chloride 0.9 % infusion 500 ml bags x 20', saline],
  ])('%s is one pack, the same in every respect', (words, meant) => {
    expect(exact(said(words))).toBe(meant.amppId)
    expect(offered(said(words))[0]).toBe(meant.amppId)
  })

  test('say of each in what it is near and in what it is not', () => {
    const words = said('Meropenem 1g powder for solution for injection vials', { size: '10' })
    expect(likelyPacks(words, ALL).map((found) => [found.pack.amppId, whyLikely(found)])).toEqual([
      [one.amppId, 'The same in every respect'],
      [calder.amppId, 'Same medicine, strength, form, pack size; other maker'],
      [single.amppId, 'Same medicine, strength, form, maker; other pack size'],
      [half.amppId, 'Same medicine, form, pack size, maker; other strength'],
    ])
  })

  test('are found by a brand, a misspelt name, part of a strength; never exact by those', () => {
    expect(exact(said('Adenocor 6mg/2ml solution for injection vials', { size: '6', supplier: 'Sanofi' }))).toBe(
      adenosine.amppId,
    )
    for (const words of [
      'Adenosin 6mg/2ml solution for injection vials',
      'Adenosine 6mg solution for injection vials',
    ]) {
      expect(offered(said(words, { size: '6', supplier: 'Sanofi' }))).toEqual([adenosine.amppId])
      expect(exact(said(words, { size: '6', supplier: 'Sanofi' }))).toBeNull()
    }
  })

  test('are none of another medicine, and another form is never exact', () => {
    expect(offered(said('Ceftriaxone 1g powder for solution for injection vials', { size: '10' }))).toEqual([])
    const words = said('Paracetamol 500mg tablets', { size: '100', supplier: 'Calder Generics' })
    expect(offered(words)).toEqual([tablets.amppId, capsules.amppId])
    expect(exact(words)).toBe(tablets.amppId)
    expect(exact(words, [capsules])).toBeNull()
  })

  test('are not taken for certain where the words say more than the pack does, or two are alike', () => {
    expect(exact(said('Meropenem trometamol 1g powder for solution for injection vials', { size: '10' }))).toBeNull()
    const twin = { ...one, amppId: '9999999' }
    expect(exact(said('Meropenem 1g powder for solution for injection vials', { size: '10' }), [one, twin])).toBeNull()
    const gone = { ...one, discontinued: true }
    expect(exact(said('Meropenem 1g powder for solution for injection vials', { size: '10' }), [gone])).toBeNull()
  })

  test('a pack’s own words mean it, whatever their order and case; other units make no difference', () => {
    const order = fc.constantFrom(...ALL).chain((meant) =>
      fc.record({
        meant: fc.constant(meant),
        words: fc.shuffledSubarray(meant.name.split(' '), { minLength: meant.name.split(' ').length }),
        upper: fc.boolean(),
        packs: fc.shuffledSubarray(ALL, { minLength: ALL.length }),
      }),
    )
    fc.assert(
      fc.property(order, ({ meant, words, upper, packs }) => {
        const text = words.join(' ')
        const mine = said(upper ? text.toUpperCase() : text, {
          ...{ size: String(meant.unitsMilli / 1000), unit: meant.unitName, supplier: meant.maker },
        })
        expect(exact(mine, packs)).toBe(meant.amppId)
      }),
    )
  })

  test('are the same whatever order they are held in, few, and each of a medicine that was named', () => {
    const word = fc.constantFrom(
      'meropenem',
      '1g',
      '500mg',
      'vials',
      'tablets',
      'paracetamol',
      '10',
      'adenosine',
      '6mg',
      'zinc',
    )
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.shuffledSubarray(ALL, { minLength: ALL.length }),
        fc.constantFrom('', '1', '10', 'ten'),
        (words, packs, size) => {
          const mine = said(words.join(' '), { size })
          const found = likelyPacks(mine, packs)
          expect(found).toEqual(likelyPacks(mine, ALL))
          expect(found.length).toBeLessThanOrEqual(5)
          for (const { pack, score } of found) {
            expect(words.join(' ')).toContain(pack.name.split(' ')[0]?.toLowerCase())
            expect(score).toBeLessThanOrEqual(100)
          }
        },
      ),
    )
  })

  test('another size, strength or maker is never the same in every respect', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 2000 }), (size, mg) => {
        const words = said(`Meropenem ${mg}mg powder for solution for injection vials`, { size: String(size) })
        const same =
          mg === 1000 ? (size === 10 ? one : size === 1 ? single : null) : mg === 500 && size === 10 ? half : null
        expect(exact(words)).toBe(same?.amppId ?? null)
        expect(exact({ ...words, supplier: 'Quill Labs' })).toBeNull()
      }),
    )
  })
})

test('a description is read as amounts, numbers and words', () => {
  expect(readWords('Meropenem 1,000 mg inj. x 10')).toEqual({
    ...{ words: ['meropenem', 'injection'], amounts: ['1000mg'], numbers: ['10'] },
  })
  expect(readWords('Morphine 10mg/ml amps 5’s')).toEqual({
    ...{ words: ['morphine', 'ampoule'], amounts: ['10mg', '1ml'], numbers: ['5'] },
  })
  expect(tellingOf({ description: 'Co-amoxiclav 500mg tablets', brand: 'Augmentin' })).toEqual([
    ...['co', 'amoxiclav', 'augmentin'],
  ])
})
