import { expect, test } from 'vitest'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { referenceText } from '#lib/testing/reference-data.ts'
import { milli } from '#lib/values/packs.ts'
import { exactPack, likelyPacks } from './likely-packs.rules.ts'

type RealPack = {
  appid: string
  vpid: string
  ampName: string
  vmpName: string
  supplier: string
  packQuantity: number
  packUnit: string
}

function packOf(real: RealPack): DictionaryPack {
  const brand = real.ampName === real.vmpName ? '' : real.ampName
  return {
    ...{ ownerId: 'o', amppId: real.appid, vmppId: '1', ampId: '1', vmpId: real.vpid, vtmId: null, name: real.vmpName },
    ...{ brand, maker: real.supplier, packText: `${real.packQuantity} ${real.packUnit}`, unitName: real.packUnit },
    ...{ unitsMilli: milli(real.packQuantity * 1000), cdCategory: '0000', unlicensed: false, fridge: false },
    ...{ hazardous: false, highCost: false, biosimilar: false, discontinued: false, madeUp: false, listPrice: null },
  }
}

test('real packs are found by their own words as catalogues write them', () => {
  const real = (JSON.parse(referenceText('dmd-products.json')) as { packs: RealPack[] }).packs
  const packs = real.map(packOf)
  for (const one of real) {
    const size = String(one.packQuantity)
    const words = {
      description: one.ampName.toUpperCase(),
      brand: '',
      size,
      unit: one.packUnit,
      supplier: one.supplier,
    }
    const [best] = likelyPacks(words, packs)
    expect([one.ampName, best?.pack.vmpId, best?.pack.maker, best?.pack.unitsMilli]).toEqual([
      ...[one.ampName, one.vpid, one.supplier, one.packQuantity * 1000],
    ])
  }
})

test('of all medicines of the list each is told from the others by its name, in any order of words', () => {
  const names = referenceText('dmd_seed.csv')
    .split('\n')
    .flatMap((line) => /^VMP,(\d+),[^,]*,("([^"]+)"|[^,]+),/.exec(line)?.slice(1, 4) ?? [])
  const list = names.flatMap((_, at) => {
    if (at % 3 !== 0) return []
    return [{ vpid: names[at] ?? '', vmpName: names[at + 2] ?? names[at + 1] ?? '' }]
  })
  expect(list.length).toBeGreaterThan(50)
  const packs = list.map(({ vpid, vmpName }, at) =>
    packOf({
      appid: String(100_000 + at),
      vpid,
      vmpName,
      ampName: vmpName,
      supplier: 'A',
      packQuantity: 10,
      packUnit: 'unit',
    }),
  )
  for (const { vpid, vmpName } of list) {
    const description = vmpName.split(' ').reverse().join(' ').toUpperCase()
    const found = likelyPacks({ description, brand: '', size: '10', unit: '', supplier: 'A' }, packs)
    expect([vmpName, found[0]?.pack.vmpId, exactPack(found)?.vmpId]).toEqual([vmpName, vpid, vpid])
  }
})
