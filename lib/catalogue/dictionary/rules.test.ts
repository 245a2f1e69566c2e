import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { barcodesOf, entryId, type Item } from './entry.rules.ts'
import { codeKey, PART_FORMATS, PART_KINDS, partOfRoot, releaseDay } from './format.rules.ts'
import { brandOf, changeOf, differences, type PackParts, packOf, unknownCodes } from './pack-of.rules.ts'
import { followPointers } from './previous-ids.rules.ts'
import { canBecomeCurrent, isReleaseState, RELEASE_MOVES, RELEASE_STATES } from './release.status.ts'

const anyId = fc.stringMatching(/^[1-9]\d{5,15}$/).map((digits) => `${digits}${verhoeffDigit(digits)}`)

const WHOLE: PackParts = {
  ...{ amppId: '4744711000001105', amppInvalid: null, vmppId: '4744111000001109', ampId: '4744411000001104' },
  ...{ legalCode: '0003', discontinued: null, price: '645', priceBasis: '0001', vmpId: '35894711000001106' },
  ...{
    ampVmpId: '35894711000001106',
    vmppInvalid: null,
    quantity: '6',
    unit: 'vial',
    ampInvalid: null,
    available: '0001',
  },
  ...{ ampName: 'Adenocor 6mg/2ml solution for injection vials', licence: '0001', maker: 'Sanofi', vmpInvalid: null },
  ...{ vmpName: 'Adenosine 6mg/2ml solution for injection vials', vtmId: '108502004', cdCode: '0000' },
}

describe('an id of the dictionary', () => {
  test('one wrong digit anywhere, or two neighbours swapped, leaves the item out', () => {
    fc.assert(
      fc.property(anyId, fc.nat(), fc.integer({ min: 1, max: 9 }), (id, place, by) => {
        expect(entryId('ampp', 'AMPPS', 'AMPP', 'APPID', { APPID: id })).toEqual({ id })
        const at = place % id.length
        const wrong = `${id.slice(0, at)}${(Number(id[at]) + by) % 10}${id.slice(at + 1)}`
        expect(entryId('ampp', 'AMPPS', 'AMPP', 'APPID', { APPID: wrong })).toHaveProperty('problem')
        expect(entryId('vmpp', 'VMPPS', 'VMPP', 'VPPID', { VPPID: id, VPID: wrong })).toHaveProperty('problem')
        const other = `${id.slice(0, at)}${id[at + 1] ?? ''}${id[at]}${id.slice(at + 2)}`
        if (other !== id) expect(entryId('ampp', 'AMPPS', 'AMPP', 'APPID', { APPID: other })).toHaveProperty('problem')
      }),
    )
  })

  test('codes are the same with and without zeros before them; ids are texts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (code) => {
        expect(codeKey(String(code).padStart(4, '0'))).toBe(String(code))
      }),
    )
    expect(codeKey('428673006')).toBe('428673006')
  })
})

describe('the files of a release', () => {
  test('are told by their roots, each by one', () => {
    for (const kind of PART_KINDS) expect(partOfRoot(PART_FORMATS[kind].root)).toBe(kind)
    expect(partOfRoot('Invoice')).toBeNull()
  })

  test.each([
    [['f_vmp2_3260821.xml'], '2021-08-26'],
    [['nhsbsa_dmd_8.2.0_20210826000001.zip', 'nhsbsa_dmdbonus_8.2.0_20210826000001.zip'], '2021-08-26'],
    [['f_vmp2_3320821.xml'], null],
    [['release.zip'], null],
  ])('%j: the day is %s', (names, day) => {
    expect(releaseDay(names)).toBe(day)
  })
})

describe('barcodes', () => {
  const block = (GTIN: string, STARTDT?: string, ENDDT?: string): Item => ({
    GTINDATA: [{ GTIN, ...(STARTDT ? { STARTDT } : {}), ...(ENDDT ? { ENDDT } : {}) }],
  })

  test('the same number with 13 and 14 digits in succession is one, with its days put together', () => {
    expect(
      barcodesOf([block('05060064792018', '2019-03-07'), block('5060064792018', '2015-01-01', '2019-03-06')]),
    ).toEqual([{ gtin: '05060064792018', from: '2015-01-01', to: '9999-12-31' }])
  })

  test('what is none, and what ends before it begins, is left out', () => {
    expect(
      barcodesOf([block(''), block('5060064792019'), block('5060064792018', '2020-01-02', '2020-01-01'), {}]),
    ).toEqual([])
  })

  test('of any blocks, in any order: no two ranges of one number touch, and the order does not matter', () => {
    const day = fc
      .integer({ min: 0, max: 60 })
      .map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10))
    const any = fc.tuple(fc.constantFrom('5060064792018', '05000283101086'), day, fc.option(day, { nil: undefined }))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.nat(), (all, turn) => {
        const blocks = all.map(([gtin, from, to]) => block(gtin, from, to))
        const found = barcodesOf(blocks)
        const by = turn % (blocks.length || 1)
        expect(barcodesOf([...blocks.slice(by), ...blocks.slice(0, by)])).toEqual(found)
        for (const [index, one] of found.entries()) {
          expect(one.from <= one.to).toBe(true)
          const next = found[index + 1]
          if (next?.gtin === one.gtin) expect(Date.parse(next.from) - Date.parse(one.to)).toBeGreaterThan(86_400_000)
        }
        for (const [gtin, from, to = '9999-12-31'] of all) {
          if (from > to) continue
          const inside = found.some((one) => one.gtin === gtin.padStart(14, '0') && one.from <= from && to <= one.to)
          expect(inside).toBe(true)
        }
      }),
    )
  })
})

describe('a pack from a release', () => {
  test('is named by its generic product, its brand by what its product adds', () => {
    expect(packOf(WHOLE)).toMatchObject({
      invalid: false,
      pack: {
        brand: 'Adenocor',
        packText: '6 vials',
        unitsMilli: 6000,
        listPrice: 64_500,
        unlicensed: false,
        discontinued: false,
      },
    })
  })

  test.each([
    ['Adenosine 6mg/2ml solution for injection vials', ''],
    ['Voltarol 12 Hour Emulgel P 2.32% gel', 'Voltarol 12 Hour Emulgel P 2.32% gel'],
    ['Adenocor', 'Adenocor'],
    ['', ''],
  ])('product %j has the brand %j', (product, brand) => {
    expect(brandOf(product, 'Adenosine 6mg/2ml solution for injection vials')).toBe(brand)
  })

  test('a price counts with basis 1 only, and none is never free', () => {
    const listPrice = (change: Partial<PackParts>) => {
      const found = packOf({ ...WHOLE, ...change })
      return 'pack' in found ? found.pack.listPrice : undefined
    }
    expect(listPrice({ price: '0', priceBasis: '0004' })).toBeNull()
    expect(listPrice({ price: '645', priceBasis: '0002' })).toBeNull()
    expect(listPrice({ price: null, priceBasis: null })).toBeNull()
    expect(listPrice({ priceBasis: '1' })).toBe(64_500)
  })

  test.each<[string, Partial<PackParts>, string]>([
    ['no generic pack', { vmpId: null }, 'VMPP'],
    ['no product', { ampVmpId: null }, 'AMP'],
    ['no generic product', { vmpName: null }, 'VMP'],
    ['two generic products', { ampVmpId: '318338001' }, 'its AMP is of the VMP'],
    ['no size', { quantity: '0' }, 'size'],
    ['a size that is none', { quantity: 'six' }, 'size'],
  ])('%s is a problem', (_name, change, words) => {
    expect(packOf({ ...WHOLE, ...change })).toMatchObject({ problem: expect.stringContaining(words) })
  })

  test('a code that is not in the lookups keeps the pack', () => {
    expect(unknownCodes({ ...WHOLE, maker: null, unit: null })).toContain('unit and supplier')
    expect(packOf({ ...WHOLE, maker: null, unit: null })).toMatchObject({
      pack: { unitName: 'unit', maker: 'Maker not named' },
    })
    expect(unknownCodes(WHOLE)).toBeNull()
  })

  test('differences are none exactly where two packs are the same; an ended pack counts before a moved one', () => {
    const change = fc.record(
      {
        vmpName: fc.constantFrom('A 1mg tablets', 'B 1mg tablets'),
        discontinued: fc.constantFrom(null, '0001', '0000'),
        price: fc.constantFrom('645', '646'),
        cdCode: fc.constantFrom('0000', '2'),
        quantity: fc.constantFrom('6', '6.0', '7'),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(change, change, (one, other) => {
        const [a, b] = [packOf({ ...WHOLE, ...one }), packOf({ ...WHOLE, ...other })]
        if (!('pack' in a) || !('pack' in b)) throw new Error('no pack')
        const fields = differences(a.pack, b.pack)
        expect(fields.length === 0).toBe(JSON.stringify(a.pack) === JSON.stringify(b.pack))
        expect(differences(b.pack, a.pack)).toEqual(fields)
        const what = changeOf(a.pack, b.pack, fields)
        expect(what === 'ended').toBe(a.pack.discontinued && !b.pack.discontinued)
      }),
    )
    const [now] = [packOf(WHOLE)]
    if (!('pack' in now)) throw new Error('no pack')
    expect(changeOf(now.pack, null, [])).toBe('added')
    expect(changeOf(now.pack, now.pack, ['vmpId'])).toBe('moved')
  })
})

describe('earlier ids', () => {
  const pointer = fc.record({
    previous: fc.integer({ min: 0, max: 30 }).map(String),
    current: fc.integer({ min: 0, max: 30 }).map(String),
  })

  test('lead from ids that are not in use to one that is, or nowhere; circles end', () => {
    fc.assert(
      fc.property(
        fc.array(pointer, { maxLength: 60 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String)),
        (all, live) => {
          const inUse = new Set(live)
          const found = followPointers(all, inUse)
          for (const [previous, current] of found) {
            expect(inUse.has(previous)).toBe(false)
            expect(inUse.has(current)).toBe(true)
          }
          for (const { previous, current } of all) {
            const first = all.find((one) => one.previous === previous && one.previous !== one.current)
            if (first?.current !== current || inUse.has(previous)) continue
            if (inUse.has(current)) expect(found.get(previous)).toBe(current)
            else expect(found.get(previous)).toBe(found.get(current))
          }
        },
      ),
    )
  })

  test('two old ids may lead to one current; a chain is followed to its end', () => {
    const all = [
      { previous: '318338001', current: '35894711000001106' },
      { previous: '10406411000001101', current: '318338001' },
      { previous: '99', current: '35894711000001106' },
    ]
    expect([...followPointers(all, new Set(['35894711000001106']))]).toEqual([
      ['318338001', '35894711000001106'],
      ['10406411000001101', '35894711000001106'],
      ['99', '35894711000001106'],
    ])
  })
})

test('every move of a release leads from states to a state', () => {
  for (const { from, to } of Object.values(RELEASE_MOVES))
    for (const state of [...from, to]) expect(isReleaseState(state)).toBe(true)
  expect(RELEASE_STATES.filter(canBecomeCurrent)).toEqual(['ready', 'past'])
})
