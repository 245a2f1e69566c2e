import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { workbookOf } from '#lib/testing/a-workbook.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { LOAD_KINDS, type LoadKind } from './kind.rules.ts'

const world = await aWorld()
const { packs, trusts, vmps } = world
const RZZ = trusts.RZZ
const csv = (...lines: string[]) => ({ fileName: 'file.csv', content: new TextEncoder().encode(lines.join('\r\n')) })
const problems = (done: Awaited<ReturnType<typeof loadNow>>) =>
  !done.ok && 'report' in done.refusal ? done.refusal.report.problems : done

const [store, second] = await world.sql<{ name: string }>(
  'SELECT name FROM store WHERE id = ANY ($1) ORDER BY id = $2 DESC',
  [[RZZ.storeId, RZZ.secondStoreId], RZZ.storeId],
)
const shelf = store?.name ?? ''

describe('a stock count', () => {
  const held = () =>
    world.sql<{ batch: string; expiry: string; units: number }>(
      `SELECT batch, expiry::text, units_milli::int AS units FROM stock_holding
       WHERE store_id = $1 AND ampp_id = $2 AND units_milli <> 0 ORDER BY batch`,
      [RZZ.storeId, packs.adenosine6],
    )
  const file = (...rows: string[]) => csv('store,ampp_id,batch,expiry,packs', ...rows)

  test('sets the stock to what was counted, by packs or units; the same file again changes nothing', async () => {
    const content = file(`${shelf},${packs.adenosine6},A1,31/08/2027,2.5`, `${shelf},${packs.adenosine6},B2,,0`)
    expect(await loadNow(world.act('stores'), 'stock', content)).toMatchObject({
      ...{ ok: true, value: { report: { added: 1, changed: 0, unchanged: 1 } } },
      value: {
        report: {
          newRows: [
            { of: 'stock', row: 2, store: shelf, batch: 'A1', expiry: '2027-08-31', unitsMilli: 15_000, unit: 'vials' },
          ],
        },
      },
    })
    expect(await held()).toEqual([{ batch: 'A1', expiry: '2027-08-31', units: 15_000 }])
    expect(await loadNow(world.act('stores'), 'stock', content)).toMatchObject({ value: { loadId: null } })
  })

  test('a batch that is on file and not in the count is gone; that is said', async () => {
    const done = await loadNow(
      world.act('stores'),
      'stock',
      file(`${shelf.toUpperCase()},${packs.adenosine6},C3,2027-01-31,1`),
    )
    expect(done).toMatchObject({ value: { report: { added: 1, notes: [expect.stringContaining('goes to zero')] } } })
    expect(await held()).toEqual([{ batch: 'C3', expiry: '2027-01-31', units: 6000 }])
  })

  test('what cannot be counted is named by row and column', async () => {
    const rows = [
      ['Nowhere', packs.adenosine6, 'A', '', '1'],
      [shelf, '324344005', 'A', '', '1'],
      [shelf, packs.adenosine6, 'A', '30/02/2027', '1'],
      [shelf, packs.adenosine6, 'A', '', '-1'],
      [shelf, packs.adenosine6, 'Z', '', '1'],
      [shelf, packs.adenosine6, 'Z', '', '2'],
      [shelf, '', 'A', '', '2'],
    ].map((row) => row.join(','))
    const found = problems(await loadNow(world.act('stores'), 'stock', file(...rows)))
    expect(found).toMatchObject([
      { row: 2, column: 'store' },
      { row: 3, column: 'ampp_id' },
      { row: 4, column: 'expiry' },
      { row: 5, column: 'packs', problem: expect.stringContaining('below zero') },
      { row: 7, column: 'batch', problem: expect.stringContaining('Row 6') },
      { row: 8, column: 'ampp_id' },
    ])
  })
})

describe('usage', () => {
  const used = () =>
    world.sql(
      'SELECT vmp_id, day::text, units_milli::int AS units FROM usage_day WHERE store_id = $1 ORDER BY vmp_id, day',
      [RZZ.secondStoreId],
    )
  const where = second?.name ?? ''

  test('is recorded by medicine, store and day, also from a workbook; a day that is named again is replaced', async () => {
    const rows = [
      ['Store', 'VMP code', 'Date', 'Qty'],
      [where, vmps.morphine, { xml: '<c s="1"><v>46174</v></c>' }, 120],
      [where, vmps.morphine, { xml: '<c s="1"><v>46174</v></c>' }, 2.5],
      [where, vmps.insulin, '2 Jun 2026', '-3'],
    ]
    const file = { fileName: 'usage.xlsx', content: workbookOf(rows) }
    expect(await loadNow(world.act('technician'), 'usage', file)).toMatchObject({ refusal: { code: 'LOAD_REFUSED' } })
    const named = {
      fileName: 'usage.xlsx',
      content: workbookOf([['store', 'vmp_id', 'day', 'units'], ...rows.slice(1)]),
    }
    expect(await loadNow(world.act('technician'), 'usage', named)).toMatchObject({
      value: {
        report: {
          added: 2,
          notes: [expect.stringContaining('added up')],
          newRows: [
            {
              of: 'usage',
              row: null,
              medicine: expect.stringContaining('orphine'),
              day: '2026-06-01',
              unitsMilli: 122_500,
            },
            { of: 'usage', row: 4, store: where, day: '2026-06-02', unitsMilli: -3000 },
          ],
        },
      },
    })
    expect(await used()).toEqual([
      { vmp_id: vmps.insulin, day: '2026-06-02', units: -3000 },
      { vmp_id: vmps.morphine, day: '2026-06-01', units: 122_500 },
    ])
    const next = csv('store,vmp_id,day,units', `${where},${vmps.insulin},2026-06-02,7`)
    expect(await loadNow(world.act('technician'), 'usage', next)).toMatchObject({ value: { report: { changed: 1 } } })
    expect(await loadNow(world.act('technician'), 'usage', next)).toMatchObject({ value: { loadId: null } })
  })

  test('what cannot be recorded is named by row and column', async () => {
    const rows = [
      `Nowhere,${vmps.insulin},2026-06-02,7`,
      `${where},${vmps.insulin},2099-06-02,7`,
      `${where},1.08503E+17,soon,x`,
    ]
    const found = problems(await loadNow(world.act('technician'), 'usage', csv('store,vmp_id,day,units', ...rows)))
    expect(found).toMatchObject([
      { row: 2, column: 'store' },
      { row: 3, column: 'day', problem: expect.stringContaining('still to come') },
      { row: 4, column: 'vmp_id', problem: expect.stringContaining('Excel has shortened') },
      { row: 4, column: 'day' },
      { row: 4, column: 'units' },
    ])
  })
})

describe('suppliers and accounts', () => {
  const file = (...rows: string[]) =>
    csv('supplier_name,supplier_code,kind,gln,channel,order_email,minimum_order,cut_off', ...rows)

  test('are made, and their accounts; what is known is found by code or name; an empty cell says nothing', async () => {
    const content = file(
      'Harbour Pharma,HARBOUR,specials,,email,orders@harbour.example,150.00,2pm',
      'Northgate Pharma,,,,phone,,,',
    )
    expect(await loadNow(world.act('lead'), 'suppliers', content)).toMatchObject({
      ok: true,
      value: {
        report: { rows: 2, newRows: [{ row: 2, what: 'Specials manufacturer or importer, orders by e-mail' }] },
      },
    })
    expect(await loadNow(world.act('lead'), 'suppliers', content)).toMatchObject({ value: { loadId: null } })
    const [made] = await world.sql(
      `SELECT s.kind, a.channel, a.order_email, a.minimum_order::int, a.cut_off, a.lead_days FROM supplier s
       JOIN supplier_account a ON a.supplier_id = s.id WHERE s.code = 'HARBOUR' AND a.trust_id = $1`,
      [RZZ.id],
    )
    expect(made).toEqual({
      ...{ kind: 'specials', channel: 'email', order_email: 'orders@harbour.example' },
      ...{ minimum_order: 15_000, cut_off: '14:00', lead_days: 1 },
    })
    const verbs = await world.sql<{ verb: string }>(
      `SELECT verb FROM audit_event WHERE document = 'supplier' AND trust_id = $1`,
      [RZZ.id],
    )
    expect(verbs.map((one) => one.verb)).toContain('ACCOUNT_OPENED')
    const again = await loadNow(world.act('lead'), 'suppliers', file('harbour pharma,,,,,,,'))
    expect(again).toMatchObject({ value: { loadId: null } })
  })

  test('the hub keeps no accounts, and its particulars stay as it has them', async () => {
    const account = problems(await loadNow(world.act('hub'), 'suppliers', file('Quay Ltd,QUAY,,,phone,,,')))
    expect(account).toMatchObject([
      { row: 2, column: 'channel', problem: expect.stringContaining('hub keeps no accounts') },
    ])
    expect(await loadNow(world.act('hub'), 'suppliers', file('Quay Ltd,QUAY,,,,,,'))).toMatchObject({ ok: true })
    const other = await loadNow(world.act('lead'), 'suppliers', file('Quay Ltd,QUAY,wholesaler,,phone,,,'))
    expect(other).toMatchObject({
      value: { report: { warnings: [{ row: 2, problem: expect.stringContaining('Your hub keeps') }] } },
    })
  })

  test('what cannot be read is named by row and column', async () => {
    const rows = [
      ',X,,,,,,',
      'A Ltd,,,123,,,,',
      'B Ltd,,van,,,,,',
      'C Ltd,,,,email,,,',
      'D Ltd,,,,email,no,,9',
      'E Ltd,,,,,,5,',
    ]
    const found = problems(await loadNow(world.act('lead'), 'suppliers', file(...rows)))
    expect(found).toMatchObject([
      { row: 2, column: 'supplier_name' },
      { row: 3, column: 'gln' },
      { row: 4, column: 'kind' },
      { row: 5, column: 'order_email' },
      { row: 6, column: 'order_email' },
      { row: 6, column: 'cut_off' },
      { row: 7, column: 'channel' },
    ])
  })
})

test('a kind of file is loaded by those who may, and by nobody else', async () => {
  const allowed: Record<LoadKind, readonly string[]> = {
    packs: ['admin', 'hub'],
    contracts: ['lead', 'admin', 'hub'],
    suppliers: ['lead', 'admin', 'hub'],
    stock: ['stores', 'technician'],
    usage: ['stores', 'technician'],
    formulary: ['chief', 'admin'],
    codes: ['technician', 'lead', 'admin'],
    lists: ['chief', 'admin', 'hub'],
  }
  for (const kind of LOAD_KINDS) {
    for (const role of ['technician', 'stores', 'lead', 'chief', 'auditor', 'finance', 'admin', 'hub'] as const) {
      const trust = role === 'hub' ? 'QZZ' : 'RZZ'
      const done = await loadNow(world.act(role, { trust }), kind, csv('a,b', '1,2'))
      const code = done.ok ? 'ok' : done.refusal.code
      expect([kind, role, code]).toEqual([kind, role, allowed[kind].includes(role) ? 'LOAD_REFUSED' : 'NOT_ALLOWED'])
    }
  }
})
