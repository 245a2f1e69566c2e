import { describe, expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { recordStockCount } from '#lib/stock/record-stock-count.command.ts'
import { done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'
import type { LoadKind } from './kind.rules.ts'
import { undoLoad } from './undo-load.command.ts'

const world = await aWorld()
const { packs, trusts } = world
const RZZ = trusts.RZZ
const dmd = (stem: number) => `${stem}100000110${verhoeffDigit(`${stem}100000110`)}`

async function load(act: Act, kind: LoadKind, ...lines: string[]): Promise<string> {
  const loaded = await loadNow(act, kind, {
    fileName: `${kind}.csv`,
    content: new TextEncoder().encode(lines.join('\n')),
  })
  if (!loaded.ok || loaded.value.loadId === null) throw new Error(JSON.stringify(loaded))
  return loaded.value.loadId
}

const PLACES = [
  'award',
  'award_wholesaler',
  'awarded_pack',
  'framework',
  'framework_entitlement',
  'formulary_entry',
  'local_code',
  'medicine_listing',
  'pack',
  'pack_code',
  'supplier',
  'supplier_account',
  'usage_day',
]

/** All that loads write, row by row; of the shelves what is on them. */
async function everything(): Promise<string[]> {
  const rows = await Promise.all(
    PLACES.map((place) => world.sql<{ row: string }>(`SELECT '${place} ' || t::text AS row FROM ${place} t`)),
  )
  const held = await world.sql<{ row: string }>(`SELECT t::text AS row FROM stock_holding t WHERE units_milli <> 0`)
  return [...rows.flat(), ...held].map(({ row }) => row).sort()
}

const CONTRACT = 'contract_ref,buying_group,ampp_id,supplier_name,route,wholesalers,price_ex_vat,valid_from,valid_to'
const line = (ampp: string, price: string, ref = 'CM/PHG/99/0070', supplier = 'Quill Labs') =>
  `${ref},DLS,${ampp},${supplier},wholesaler,AAH|Albion Wholesale,${price},2026-06-01,2028-05-31`

const PACK = 'ampp_id,vmpp_id,amp_id,vmp_id,name,maker,pack_size,unit,gtins,supplier_code'
const pack = (n: number, name: string, gtins = '') =>
  `${dmd(500 + n)},${dmd(600 + n)},${dmd(700 + n)},${dmd(800 + n)},${name},Test maker,10,vial,${gtins},T-${n}`

const admin = () => world.act('admin')
const undo = (act: Act, loadId: string) => undoLoad(act, { loadId })

describe('a load that is taken back', () => {
  test.each<[LoadKind, () => Act, string[], string[]]>([
    [
      'contracts',
      admin,
      [CONTRACT, line(packs.melatonin, '5.00'), line(packs.insulin, '7.00')],
      [CONTRACT, line(packs.melatonin, '6.00'), line(packs.paracetamol, '1.00', 'CM/PHG/99/0071', 'Harbour Pharma')],
    ],
    [
      'packs',
      admin,
      [PACK, pack(1, 'One', '05000283101086'), pack(2, 'Two')],
      [PACK, pack(1, 'One anew', '05000283101086 to 2026-11-01'), pack(3, 'Three', '05012727907376')],
    ],
    [
      'suppliers',
      () => world.act('lead'),
      ['supplier_name,channel,phone', 'Harbour Pharma,phone,1', 'Northgate Pharma,phone,2'],
      ['supplier_name,channel,phone', 'Harbour Pharma,portal,1', 'Wharf Labs,phone,3'],
    ],
    [
      'usage',
      () => world.act('stores'),
      ['store,vmp_id,day,units', `STORE,${world.vmps.insulin},2026-06-01,5`],
      [
        'store,vmp_id,day,units',
        `STORE,${world.vmps.insulin},2026-06-01,6`,
        `STORE,${world.vmps.morphine},2026-06-02,7`,
      ],
    ],
    [
      'codes',
      () => world.act('technician'),
      ['local_code,stock_system,ampp_id', `INS-1,Robot,${packs.insulin}`],
      ['local_code,stock_system,ampp_id', `INS-1,Robot,${packs.morphine}`, `INS-2,Robot,${packs.insulin}`],
    ],
    [
      'formulary',
      () => world.act('chief'),
      ['vmp_id,formulary_status,why', `${world.vmps.insulin},On,Committee`],
      [
        'vmp_id,formulary_status,criteria,why',
        `${world.vmps.insulin},Restricted,Diabetes team,Committee`,
        `${world.vmps.morphine},On,,Committee`,
      ],
    ],
    [
      'lists',
      () => world.act('chief'),
      ['list,vmp_id,source,source_version', `Fridge,${world.vmps.insulin},Cold chain,v1`],
      [
        'list,vmp_id,source,source_version,to_day',
        `Fridge,${world.vmps.insulin},Cold chain,v2,2027-01-31`,
        `Hazardous,${world.vmps.morphine},Handling list,2026,`,
      ],
    ],
    [
      'stock',
      () => world.act('stores'),
      ['store,ampp_id,batch,packs', `STORE,${packs.adenosine6},A,5`],
      ['store,ampp_id,batch,packs', `STORE,${packs.adenosine6},B,2`, `STORE,${packs.insulin},C,2`],
    ],
  ])('%s: everything is as it was before it, one after the other', async (kind, who, first, second) => {
    const [store] = await world.sql<{ name: string }>('SELECT name FROM store WHERE id = $1', [RZZ.storeId])
    const named = (lines: string[]) => lines.map((text) => text.replace('STORE', store?.name ?? ''))
    const before = await everything()
    const one = await load(who(), kind, ...named(first))
    const between = await everything()
    const two = await load(who(), kind, ...named(second))
    expect(await everything()).not.toEqual(between)
    expect(await undo(who(), one)).toMatchObject({ ok: false, refusal: { code: 'LOAD_USED' } })
    expect(await undo(who(), two)).toEqual({ ok: true, value: { loadId: two } })
    expect(await everything()).toEqual(between)
    expect(await undo(who(), two)).toMatchObject({ refusal: { code: 'FILE_GONE' } })
    expect(await undo(who(), one)).toMatchObject({ ok: true })
    expect(await everything()).toEqual(before)
    const left = 'SELECT count(*)::int AS n FROM file_change WHERE load_id = ANY ($1)'
    expect(await world.sql(left, [[one, two]])).toEqual([{ n: 0 }])
    expect(await load(who(), kind, ...named(first))).toBeTruthy()
  })

  test('twice at once is once; the same key replays; other roles and other trusts are refused', async () => {
    const loadId = await load(admin(), 'packs', PACK, pack(20, 'Twenty'))
    expect(await undo(world.act('technician'), loadId)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
    expect(await undo(world.act('admin', { trust: 'RZY' }), loadId)).toMatchObject({ refusal: { code: 'FILE_GONE' } })
    const act = admin()
    const both = await Promise.all([undo(admin(), loadId), undo(act, loadId)])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    if (both[1]?.ok) expect(await undo(act, loadId)).toEqual(both[1])
  })

  test('nobody deletes an award or a pack but by taking a load back', async () => {
    await load(admin(), 'packs', PACK, pack(30, 'Thirty'))
    const { withTrust } = await import('#lib/db/with-trust.ts')
    for (const place of ['award', 'pack', 'supplier', 'framework', 'award_wholesaler', 'supplier_account']) {
      const gone = await withTrust({ trustId: RZZ.id }, (tx) => tx.$executeRawUnsafe(`DELETE FROM ${place}`))
      expect([place, gone]).toEqual([place, 0])
    }
  })
})

describe('a load that something has used', () => {
  test('a price: the order that rests on it is named', async () => {
    const loadId = await load(
      admin(),
      'contracts',
      CONTRACT,
      line(packs.adenosine6, '9.00', 'CM/PHG/99/0090', 'Calder Generics').replace(
        'wholesaler,AAH|Albion Wholesale',
        'direct,',
      ),
    )
    await submittedPad(world, [{ pack: 'adenosine6', packs: 2, supplierId: world.suppliers.calder }])
    const [order] = await world.sql<{ number: string }>(
      `SELECT p.number FROM purchase_order p JOIN order_line l ON l.order_id = p.id JOIN award a ON a.id = l.award_id WHERE a.load_id = $1`,
      [loadId],
    )
    expect(order?.number).toBeTruthy()
    const before = await everything()
    expect(await undo(admin(), loadId)).toMatchObject({
      refusal: { code: 'LOAD_USED', by: 'order', names: [order?.number] },
    })
    expect(await everything()).toEqual(before)
  })

  test('packs: a contract that names one', async () => {
    const loadId = await load(admin(), 'packs', PACK, pack(40, 'Forty'))
    const contract = await load(admin(), 'contracts', CONTRACT, line(dmd(540), '2.00', 'CM/PHG/99/0091'))
    expect(await undo(admin(), loadId)).toMatchObject({ refusal: { code: 'LOAD_USED', by: 'contract' } })
    expect(await undo(admin(), contract)).toMatchObject({ ok: true })
    expect(await undo(admin(), loadId)).toMatchObject({ ok: true })
  })

  test('a count: a later one', async () => {
    const [store] = await world.sql<{ name: string }>('SELECT name FROM store WHERE id = $1', [RZZ.secondStoreId])
    const loadId = await load(
      world.act('stores'),
      'stock',
      'store,ampp_id,batch,packs',
      `${store?.name},${packs.insulin},X,4`,
    )
    const counts = [{ amppId: packs.insulin, batch: 'X', expiry: null, unitsMilli: 1000 }]
    done(await recordStockCount(world.act('stores'), { storeId: RZZ.secondStoreId, counts }))
    const before = await everything()
    expect(await undo(world.act('stores'), loadId)).toMatchObject({
      refusal: { code: 'LOAD_USED', by: 'count', names: [store?.name] },
    })
    expect(await everything()).toEqual(before)
  })
})
