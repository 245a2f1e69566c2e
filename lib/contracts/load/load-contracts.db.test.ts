import { describe, expect, test } from 'vitest'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { chooseFile } from '#lib/files/choose-file.command.ts'
import { loadView } from '#lib/files/loads.queries.ts'
import { workOnFile } from '#lib/files/work-on-file.job.ts'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { contractsOf } from '../contracts.queries.ts'
import { CONTRACT_FILE, type ContractColumn } from './contract-file.rules.ts'

const world = await aWorld()
const { packs, trusts, suppliers } = world
const RZZ = trusts.RZZ.id

type Cells = Partial<Record<ContractColumn, string>>

const LINE: Cells = {
  contract_ref: 'CM/PHG/99/0007',
  lot: '01',
  category: 'generic_hospital_only',
  buying_group: 'DLS',
  ampp_id: packs.adenosine6,
  supplier_name: 'Northgate Pharma',
  supplier_code: 'NORTHGATE',
  route: 'direct',
  price_ex_vat: '13.20',
  currency: 'GBP',
  award_rank: '1',
  valid_from: '2026-06-01',
  valid_to: '31/05/2028',
  status: 'active',
}

function file(...rows: Cells[]) {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = rows.map((row) => CONTRACT_FILE.all.map((name) => quoted({ ...LINE, ...row }[name] ?? '')).join(','))
  const text = [CONTRACT_FILE.all.join(','), ...lines].join('\r\n')
  return { fileName: 'contracts.csv', content: new TextEncoder().encode(text) }
}

const load = (content: ReturnType<typeof file>, trust: TestOds = 'RZZ') =>
  loadNow(world.act(trust === 'QZZ' ? 'hub' : 'admin', { trust }), 'contracts', content)

const awards = (owner = RZZ) =>
  world.sql(
    `SELECT f.reference, a.ampp_id, a.price::int, a.valid_from::text, a.valid_to::text, a.withdrawn, a.source_row, s.name
     FROM award a JOIN framework f ON f.id = a.framework_id JOIN supplier s ON s.id = a.supplier_id
     WHERE a.owner_id = $1 AND f.reference <> 'CM/PHG/99/0001' ORDER BY a.ampp_id, a.valid_from, a.id`,
    [owner],
  )

async function seen(text: string, trust: TestOds = 'RZZ') {
  const actor = world.actor('technician', { trust })
  const found = await searchPacks(actor, { text, storeId: null, now: world.clock() })
  return found.ok ? found.value.hits : []
}

describe('loading contracts', () => {
  test('the price is there for the trust that loaded it, and for no other', async () => {
    const done = await load(file({}))
    expect(done).toMatchObject({ ok: true, value: { report: { rows: 1, added: 1, problemCount: 0, warningCount: 0 } } })
    expect(done).toMatchObject({
      value: {
        report: {
          newRows: [
            {
              ...{ of: 'contracts', row: 2, supplier: 'Northgate Pharma', contract: 'CM/PHG/99/0007 lot 01' },
              ...{ product: expect.stringMatching(/^Adenosine .*, 6 vials$/), buyingGroup: 'DLS' },
              ...{ price: 132_000, from: '2026-06-01', to: '2028-05-31' },
            },
          ],
        },
      },
    })
    expect(await awards()).toMatchObject([
      { price: 132_000, valid_from: '2026-06-01', valid_to: '2028-05-31', source_row: 2 },
    ])
    const [five, six] = await seen('adenosine')
    expect(five?.pack.amppId).toBe(packs.adenosine5)
    expect(six).toMatchObject({ state: 'ON_CONTRACT', contract: { reference: 'CM/PHG/99/0007', price: 132_000 } })
    expect((await seen('adenosine', 'RZY'))[1]).toMatchObject({ contract: null, state: 'OFF_CONTRACT' })
  })

  test('the same file again changes nothing and leaves no second load', async () => {
    const before = await awards()
    expect(await load(file({}))).toMatchObject({
      value: { loadId: null, report: { unchanged: 1, added: 0, changed: 0 } },
    })
    expect(await awards()).toEqual(before)
    expect(
      await world.sql(`SELECT count(*)::int AS n FROM file_load WHERE trust_id = $1 AND state = 'loaded'`, [RZZ]),
    ).toEqual([{ n: 1 }])
  })

  test('a changed price closes the old award and opens a new one from today; over 25% is said', async () => {
    const done = await load(file({ price_ex_vat: '£17.00' }))
    expect(done).toMatchObject({
      value: {
        report: {
          changed: 1,
          added: 0,
          warnings: [{ row: 2, column: 'price_ex_vat', problem: expect.stringContaining('rises by 29%') }],
          priceChanges: [{ from: 132_000, to: 170_000, change: 2879, on: '2026-11-23', buyingGroup: 'DLS' }],
        },
      },
    })
    expect(await awards()).toMatchObject([
      { price: 132_000, valid_from: '2026-06-01', valid_to: '2026-11-22' },
      { price: 170_000, valid_from: '2026-11-23', valid_to: '2028-05-31' },
    ])
    expect(await load(file({ price_ex_vat: '17' }))).toMatchObject({ value: { loadId: null } })
  })

  test('a price from a later day is to come; replaced before it begins, it is withdrawn', async () => {
    await load(file({ price_ex_vat: '16.00', valid_from: '2027-01-01' }))
    await load(file({ price_ex_vat: '15.50', valid_from: '2027-01-01' }))
    expect((await awards()).slice(1)).toMatchObject([
      { price: 170_000, valid_to: '2026-12-31' },
      { price: 160_000, withdrawn: true },
      { price: 155_000, valid_from: '2027-01-01', withdrawn: false },
    ])
    expect((await seen('adenosine'))[1]?.contract?.price).toBe(170_000)
  })

  test('suppliers and wholesalers that are not known are made; known ones are found by code or name', async () => {
    const done = await load(
      file(
        {
          ampp_id: packs.melatonin,
          supplier_name: 'Quill Labs',
          supplier_code: '',
          route: 'wholesaler',
          wholesalers: 'AAH| albion wholesale |MERIDIAN',
        },
        { ampp_id: packs.insulin, supplier_name: 'Larkspur Specials', supplier_code: '' },
      ),
    )
    expect(done).toMatchObject({
      value: {
        report: { added: 2, notes: [expect.stringContaining('New suppliers: Quill Labs (QUILLLABS) and AAH (AAH)')] },
      },
    })
    expect(await world.sql('SELECT code, name, kind FROM supplier WHERE owner_id = $1 ORDER BY code', [RZZ])).toEqual([
      { code: 'AAH', name: 'AAH', kind: 'wholesaler' },
      { code: 'QUILLLABS', name: 'Quill Labs', kind: 'manufacturer' },
    ])
    const vendors = (await seen('melatonin'))[0]?.vendors
    expect(vendors?.map(({ name }) => name).sort()).toEqual(['AAH', 'Albion Wholesale', 'Meridian Wholesale'])
    expect(vendors?.find(({ id }) => id === suppliers.meridian)).toBeDefined()
  })

  test('a pack is found by barcode, by NPC code, or by VMPP and maker', async () => {
    await world.sql(
      `INSERT INTO pack_code (owner_id, id, ampp_id, kind, code) VALUES ($1, $2, $4, 'GTIN', '05000283101086'), ($1, $3, $5, 'NPC', 'DAA900')`,
      [trusts.QZZ.id, world.newId(), world.newId(), packs.morphine, packs.paracetamol],
    )
    const [vmpp] = await world.sql<{ vmpp_id: string }>('SELECT vmpp_id FROM pack WHERE ampp_id = $1', [
      packs.meropenemOther,
    ])
    const by = { ampp_id: '', buying_group: 'NATIONAL', award_rank: '2' }
    const done = await load(
      file(
        { ...by, gtin: '5000283101086' },
        { ...by, npc_code: 'daa900' },
        { ...by, vmpp_id: vmpp?.vmpp_id ?? '', supplier_name: 'Calder Generics', supplier_code: 'CALDER' },
      ),
    )
    expect(done).toMatchObject({ value: { report: { added: 3 } } })
    const ids = (await awards()).map((one) => one.ampp_id)
    for (const id of [packs.morphine, packs.paracetamol, packs.meropenemOther]) expect(ids).toContain(id)
  })

  test.each<[string, Cells[], string, string]>([
    ['a pack that is not loaded', [{ ampp_id: '324344005' }], 'ampp_id', 'No such pack is loaded'],
    ['another size', [{ pack_size: '5' }], 'pack_size', 'The pack holds 6'],
    ['a code of another supplier', [{ supplier_code: 'CALDER' }], 'supplier_code', 'belongs to Calder Generics'],
    [
      'the same line twice',
      [
        { valid_from: '2029-01-01', valid_to: '2029-12-31' },
        { valid_from: '2029-06-01', valid_to: '2029-06-30' },
      ],
      'valid_from',
      'Row 2 has a price',
    ],
    [
      'days that another framework holds',
      [{ contract_ref: 'CM/PHG/99/0008' }],
      'valid_from',
      'CM/PHG/99/0007 lot 01 has a price',
    ],
  ])('%s is refused with its row and column, and nothing is loaded', async (_what, rows, column, words) => {
    const before = await awards()
    const problem = expect.stringContaining(words)
    const content = file(...rows)
    const report = { problemCount: 1, problems: [{ row: rows.length + 1, column, problem }] }
    expect(await load(content)).toMatchObject({ ok: false, refusal: { code: 'LOAD_REFUSED', problems: 1, report } })
    expect(await awards()).toEqual(before)
  })

  test('a line that is terminated makes room for another framework', async () => {
    expect(await load(file({ price_ex_vat: '15.50', valid_from: '2027-01-01', status: 'terminated' }))).toMatchObject({
      ok: true,
    })
    const later = { contract_ref: 'CM/PHG/99/0008', valid_from: '2027-01-01', price_ex_vat: '15' }
    expect(await load(file(later))).toMatchObject({ value: { report: { added: 1 } } })
    expect(await load(file(later))).toMatchObject({ value: { loadId: null } })
  })

  test('what the hub loads reaches its trusts, each in its buying group; a trust that joins later is reached by the next load', async () => {
    const lines = file({ buying_group: 'NATIONAL', award_rank: '3' }, { buying_group: 'DLN', award_rank: '4' })
    expect(await load(lines, 'QZZ')).toMatchObject({
      value: { report: { added: 2, notes: ['2 trusts of the region can use these prices from now on.'] } },
    })
    expect((await seen('adenosine', 'RZY'))[1]).toMatchObject({
      state: 'ON_CONTRACT',
      contract: { reference: 'CM/PHG/99/0007' },
    })
    expect(await load(lines, 'QZZ')).toMatchObject({ value: { loadId: null } })
    await world.sql(
      `DELETE FROM framework_entitlement e USING framework f WHERE f.id = e.framework_id AND f.reference = 'CM/PHG/99/0007' AND e.trust_id = $1`,
      [trusts.RZY.id],
    )
    expect((await seen('adenosine', 'RZY'))[1]).toMatchObject({ contract: null })
    expect(await load(lines, 'QZZ')).toMatchObject({ value: { loadId: expect.any(String), report: { unchanged: 2 } } })
    expect((await seen('adenosine', 'RZY'))[1]).toMatchObject({ state: 'ON_CONTRACT' })
  })

  const HUBS: Cells = {
    contract_ref: 'CM/PHG/99/0001',
    lot: '02',
    ampp_id: packs.adenosine5,
    supplier_name: 'Calder Generics',
    supplier_code: 'CALDER',
    price_ex_vat: '9.99',
  }

  test.each<[string, Cells]>([
    ['its own framework', {}],
    ['another framework', { contract_ref: 'CM/PHG/99/0044' }],
    ['a part of its days', { valid_from: '2028-01-01', valid_to: '2028-01-31' }],
  ])('a line that the hub holds is refused to its trusts, by %s', async (_what, cells) => {
    const content = file({ ...HUBS, ...cells })
    const problem = expect.stringMatching(
      /^Your hub has a price .*: CM\/PHG\/99\/0001 lot 02 at £12\.00, from 1 January 2025 to 31 December 2028\. .*ask the hub/,
    )
    const report = { problemCount: 1, problems: [{ row: 2, column: 'valid_from', problem }] }
    expect(await load(content)).toMatchObject({ refusal: { code: 'LOAD_REFUSED', first: problem, report } })
    const after = file({ ...HUBS, ...cells, valid_from: '2029-01-01', valid_to: '2029-12-31' })
    const chosen = await chooseFile(world.act('admin'), { kind: 'contracts', ...after, here: true })
    const loadId = chosen.ok ? chosen.value.loadId : ''
    await workOnFile(world.systemAct(), loadId)
    expect(await loadView(world.actor('admin'), loadId)).toMatchObject({
      ...{ state: 'ready', report: { added: 1, problemCount: 0 } },
    })
  })

  test('what the hub takes on later holds before the trust’s own, which it may then end', async () => {
    const own = { ...HUBS, contract_ref: 'CM/PHG/99/0044', ampp_id: packs.meropenemOther, price_ex_vat: '21.00' }
    expect(await load(file(own))).toMatchObject({ ok: true })
    const paid = async () => (await seen('meropenem')).find((one) => one.pack.amppId === packs.meropenemOther)?.contract
    const shown = async () => {
      const { frameworks } = await contractsOf(world.actor('lead'), world.clock())
      return frameworks.find((one) => one.reference === 'CM/PHG/99/0044')?.now
    }
    expect([await paid(), await shown()]).toMatchObject([{ price: 210_000 }, 1])
    const hubs = { ...own, contract_ref: 'CM/PHG/99/0001', price_ex_vat: '20.00' }
    expect(await load(file(hubs), 'QZZ')).toMatchObject({ ok: true })
    expect([await paid(), await shown()]).toMatchObject([{ price: 200_000, reference: 'CM/PHG/99/0001' }, 0])
    expect(await load(file({ ...own, price_ex_vat: '19.00' }))).toMatchObject({ refusal: { code: 'LOAD_REFUSED' } })
    expect(await load(file({ ...own, status: 'terminated' }))).toMatchObject({ ok: true })
    expect(await load(file({ ...hubs, status: 'terminated' }), 'QZZ')).toMatchObject({ ok: true })
    expect((await paid())?.rank).toBe(2)
  })

  test('twice at once loads once; a technician may not', async () => {
    const rows = file({
      ampp_id: packs.insulin,
      supplier_name: 'Fresh Supplies',
      supplier_code: 'FRESH',
      award_rank: '7',
    })
    const both = await Promise.all([load(rows), load(rows)])
    expect(both.map((one) => one.ok && one.value.loadId === null).sort()).toEqual([false, true])
    expect(await loadNow(world.act('technician'), 'contracts', rows)).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
  })
})
