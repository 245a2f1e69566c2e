import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { codeFromName } from '#lib/suppliers/identity.rules.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'
import { addDays, localDate } from '#lib/values/dates.ts'
import { price } from '#lib/values/money.ts'
import { milli } from '#lib/values/packs.ts'
import { CONTRACT_FILE, type ContractColumn, readAwardRow } from './contract-file.rules.ts'
import { planContracts } from './contract-plan.rules.ts'

const dmd = (stem: number) => `${stem}100000110${verhoeffDigit(`${stem}100000110`)}`

type Cells = Partial<Record<ContractColumn, string>>

const GOOD: Cells = {
  contract_ref: 'CM/PHG/99/0001',
  buying_group: 'DLS',
  ampp_id: dmd(101),
  supplier_name: 'Northgate Pharma',
  route: 'direct',
  price_ex_vat: '18.50',
  valid_from: '2026-06-01',
  valid_to: '2028-05-31',
}

function read(...rows: Cells[]) {
  const read = rows.map((cells, index) => {
    const all = CONTRACT_FILE.all.map((name) => [name, ({ ...GOOD, ...cells } as Cells)[name] ?? ''])
    return readAwardRow({ row: index + 2, cells: Object.fromEntries(all) as Record<ContractColumn, string> })
  })
  return {
    awards: read.flatMap(({ value }) => value ?? []),
    problems: read.flatMap(({ problems }) => problems),
    warnings: read.flatMap(({ warnings }) => warnings),
  }
}

describe('a row of a contract file', () => {
  test('gives an award; what is empty has its default', () => {
    expect(read({ valid_to: '31/05/2028', price_ex_vat: '£1,018.5' })).toMatchObject({
      problems: [],
      warnings: [],
      awards: [
        {
          price: 10_185_000,
          rank: 99,
          minimumPacks: 1,
          status: 'active',
          confidentiality: 'framework',
          validTo: '2028-05-31',
          leadDays: null,
          category: 'other',
        },
      ],
    })
    const more = {
      route: 'Wholesaler',
      wholesalers: 'AAH | Albion  Wholesale|AAH',
      price_confidential: 'pas',
      award_rank: '2',
    }
    expect(read(more).awards[0]).toMatchObject({
      wholesalers: ['AAH', 'Albion Wholesale'],
      confidentiality: 'pas',
      rank: 2,
    })
  })

  test.each<[string, Cells, ContractColumn, string]>([
    ['no reference', { contract_ref: '' }, 'contract_ref', 'Nothing stands here'],
    ['no pack', { ampp_id: '' }, 'ampp_id', 'which pack'],
    ['an id that Excel broke', { ampp_id: '1.08503E+17' }, 'ampp_id', 'Excel has shortened'],
    ['a wrong barcode', { gtin: '05000283101087' }, 'gtin', 'check digit'],
    ['another route', { route: 'van' }, 'route', 'direct or wholesaler'],
    ['a route through nobody', { route: 'wholesaler' }, 'wholesalers', 'none is named'],
    ['a direct route through somebody', { wholesalers: 'AAH' }, 'wholesalers', 'no part in it'],
    ['a free price', { price_ex_vat: '0' }, 'price_ex_vat', 'more than zero'],
    ['a negative price', { price_ex_vat: '-1.00' }, 'price_ex_vat', 'cannot be negative'],
    ['a price in words', { price_ex_vat: 'POA' }, 'price_ex_vat', 'no price'],
    ['euros', { currency: 'EUR' }, 'currency', 'GBP'],
    ['rank nought', { award_rank: '0' }, 'award_rank', 'from 1 to 98'],
    ['an end before the start', { valid_to: '2026-05-31' }, 'valid_to', 'ends before it begins'],
    ['an extension before the end', { extension_to: '2027-05-31' }, 'extension_to', 'ends before the price'],
    ['an American date', { valid_from: '06/13/2026' }, 'valid_from', 'no such month'],
    ['an Excel serial', { valid_from: '46174' }, 'valid_from', 'as a number'],
    ['no date', { valid_to: 'soon' }, 'valid_to', 'no date'],
    ['half a pack', { min_order_qty: '0.5' }, 'min_order_qty', 'whole number'],
    ['another status', { status: 'ended' }, 'status', 'suspended'],
    ['another secrecy', { price_confidential: 'top' }, 'price_confidential', 'PAS'],
    ['a size that is none', { pack_size: 'ten' }, 'pack_size', 'how many units'],
  ])('%s is told with column and remedy', (_name, cells, column, words) => {
    const { awards, problems } = read(cells)
    expect(awards).toEqual([])
    expect(problems).toMatchObject([{ row: 2, column, problem: expect.stringContaining(words) }])
  })

  test('an unusual reference and an unknown group are doubts, no problems', () => {
    const { problems, warnings, awards } = read({ contract_ref: 'LPP 7', buying_group: 'dlx' })
    expect(problems).toEqual([])
    expect(warnings.map(({ column }) => column)).toEqual(['contract_ref', 'buying_group'])
    expect(awards[0]?.buyingGroup).toBe('DLX')
  })

  test('a row is read or has a problem with a column that it has; nothing crashes', () => {
    const junk = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '',
        '0',
        '-1',
        '1e9',
        '9'.repeat(30),
        '£',
        '|',
        '2026-13-01',
        '29/02/2027',
        'Y',
        '=1+1',
        'wholesaler',
      ),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...CONTRACT_FILE.all), junk), (cells) => {
        const { awards, problems } = read(cells)
        expect(awards.length === 0).toBe(problems.length > 0)
        for (const one of problems) {
          expect(CONTRACT_FILE.all).toContain(one.column)
          expect(one.problem).toMatch(/\.$/)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a file as a whole', () => {
  const pack: DictionaryPack = {
    ownerId: 'o',
    amppId: dmd(101),
    vmppId: dmd(201),
    ampId: dmd(301),
    vmpId: dmd(401),
    vtmId: null,
    name: 'Meropenem 1g vials',
    brand: '',
    maker: 'Northgate Pharma Ltd',
    packText: '10 vials',
    unitsMilli: milli(10_000),
    unitName: 'vial',
    cdCategory: '0000',
    unlicensed: false,
    fridge: false,
    hazardous: false,
    highCost: false,
    biosimilar: false,
    discontinued: false,
    madeUp: false,
    listPrice: null,
  }
  const known = {
    today: localDate('2026-11-23'),
    catalogue: {
      packs: new Map([
        [pack.amppId, pack],
        [dmd(102), { ...pack, amppId: dmd(102), maker: 'Calder' }],
      ]),
      codes: new Map(),
      byWords: new Map(),
      byVmpp: new Map([[pack.vmppId, [pack, { ...pack, amppId: dmd(102), maker: 'Calder' }]]]),
    },
    suppliers: [
      { id: 's1', code: 'NORTH', name: 'Northgate Pharma' },
      { id: 's2', code: 'CALDER', name: 'Calder Generics' },
    ],
    standing: [],
    hub: [],
    sight: { prices: true, pas: false },
  }
  const plan = (...rows: Cells[]) => planContracts(read(...rows).awards, known)

  test('of several packs of a VMPP the supplier’s own is meant; of none it is asked', () => {
    expect(plan({ ampp_id: '', vmpp_id: pack.vmppId }).open).toMatchObject([{ amppId: pack.amppId, supplierId: 's1' }])
    expect(plan({ ampp_id: '', vmpp_id: pack.vmppId, supplier_name: 'Somebody' }).problems).toMatchObject([
      { column: 'vmpp_id', problem: expect.stringContaining('2 packs have this VMPP') },
    ])
  })

  test('two ranks of one holder for one pack and group are both new, and are pointed out', () => {
    const planned = plan({ award_rank: '1' }, { award_rank: '2', price_ex_vat: '17.00' })
    expect(planned.problems).toEqual([])
    expect(planned.newRows).toMatchObject([
      { row: 2, supplier: 'Northgate Pharma', product: 'Meropenem 1g vials, 10 vials', price: 185_000 },
      { row: 3, price: 170_000 },
    ])
    expect(planned.warnings).toMatchObject([
      { row: 3, column: 'award_rank', problem: expect.stringMatching(/^Row 2 has the same pack of the same supplier/) },
    ])
  })

  test('names and codes of suppliers are held against each other', () => {
    expect(plan({ supplier_code: 'calder' }).problems).toMatchObject([{ column: 'supplier_code' }])
    expect(plan({ supplier_name: 'NORTHGATE  pharma', supplier_code: 'NG1' }).warnings).toMatchObject([
      { column: 'supplier_code' },
    ])
    expect(plan({ supplier_name: 'Northgate', supplier_code: 'north' }).warnings).toMatchObject([
      { column: 'supplier_name' },
    ])
    expect(
      plan({ supplier_name: 'New Labs' }, { supplier_name: 'new labs', buying_group: 'DLN' }).suppliers,
    ).toHaveLength(1)
    expect(plan({ supplier_name: 'X', route: 'wholesaler', wholesalers: 'X' }).suppliers).toMatchObject([
      { kind: 'wholesaler' },
    ])
  })

  test('what the hub has a price for on a day, nobody else’s file gives one', () => {
    const line = plan({}).open[0]
    if (!line) throw new Error('The row opens no line')
    const { row: _row, ...terms } = line
    const between = fc
      .tuple(
        fc.integer({ min: -400, max: 800 }),
        fc.nat(400),
        fc.constantFrom('DLS', 'DLN'),
        fc.integer({ min: 1, max: 2 }),
      )
      .map(([from, length, buyingGroup, rank]) => {
        const validFrom = addDays(known.today, from)
        return { validFrom, validTo: addDays(validFrom, length), buyingGroup, rank }
      })
    const status = fc.constantFrom('active', 'suspended', 'terminated')
    fc.assert(
      fc.property(fc.array(fc.tuple(between, status), { maxLength: 4 }), between, status, (held, days, own) => {
        const hub = held.map(([one, status], index) => ({ ...terms, ...one, status, id: `h${index}` }))
        const { validFrom: valid_from, validTo: valid_to, buyingGroup: buying_group, rank } = days
        const cells = { valid_from, valid_to, buying_group, award_rank: String(rank), status: own }
        const planned = planContracts(read(cells).awards, { ...known, hub })
        const meets = hub.some(
          (one) =>
            one.status !== 'terminated' &&
            one.buyingGroup === days.buyingGroup &&
            one.rank === days.rank &&
            one.validFrom <= days.validTo &&
            days.validFrom <= one.validTo,
        )
        expect(planned.problems).toHaveLength(own !== 'terminated' && meets ? 1 : 0)
        if (planned.problems.length > 0) expect(planned.open).toEqual([])
      }),
    )
  })

  test.each(['framework', 'pas'] as const)(
    'a refused row names the hub’s line; its price (%s) where it may be seen',
    (confidentiality) => {
      const line = plan({ lot: '02' }).open[0]
      if (!line) throw new Error('The row opens no line')
      const hub = [{ ...line, id: 'h', confidentiality, price: price(240_000) }]
      const [told] = planContracts(read({}).awards, { ...known, hub }).problems
      expect(told?.problem).toContain(`${line.frameworkKey} lot ${line.lot}`)
      expect(told?.problem.includes('£24.00')).toBe(confidentiality === 'framework')
      expect(told?.problem).toContain('ask the hub')
    },
  )

  test('a made code is free, whatever the name', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, others) => {
        const taken = new Set(others.map((one) => codeFromName(one, () => false)))
        const code = codeFromName(name, (one) => taken.has(one))
        expect(taken.has(code)).toBe(false)
        expect(code).toMatch(/^[A-Z0-9]+$/)
      }),
    )
  })
})
