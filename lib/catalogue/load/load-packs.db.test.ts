import { describe, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { loadNow } from '#lib/testing/load-now.ts'
import { verhoeffDigit } from '#lib/values/codes.ts'

const world = await aWorld()
const { trusts } = world
const RZZ = trusts.RZZ.id
const bytes = (text: string) => new TextEncoder().encode(text)
const dmd = (stem: number) => `${stem}100000110${verhoeffDigit(`${stem}100000110`)}`

const HEAD =
  'ampp_id,vmpp_id,amp_id,vmp_id,vtm_id,name,brand,maker,pack_text,pack_size,unit,gtins,supplier_code,npc_code,cd_category,fridge,list_price'
type Cells = Partial<
  Record<'gtins' | 'supplier' | 'npc' | 'size' | 'cd' | 'fridge' | 'price' | 'unit' | 'brand' | 'vmp', string>
>

function row(n: number, more: Cells = {}) {
  const {
    gtins = '',
    supplier = '',
    npc = '',
    size = '10',
    cd = '',
    fridge = 'N',
    price = '',
    unit = 'vial',
    brand = '',
  } = more
  const vmp = more.vmp ?? dmd(400 + n)
  return `${dmd(100 + n)},${dmd(200 + n)},${dmd(300 + n)},${vmp},,Test medicine ${n} 1g vials,${brand},Test maker,,${size},${unit},${gtins},${supplier},${npc},${cd},${fridge},${price}`
}

function file(...rows: string[]) {
  return { fileName: 'products.csv', content: bytes([HEAD, ...rows].join('\r\n')) }
}

const count = async (table: string, owner = RZZ) =>
  Number(
    (
      await world.sql<{ n: string }>(
        `SELECT count(*) AS n FROM ${table} WHERE ${table === 'file_load' ? "state = 'loaded' AND trust_id" : 'owner_id'} = $1`,
        [owner],
      )
    )[0]?.n,
  )

function load(content: ReturnType<typeof file>, options: Parameters<typeof world.act>[1] = {}) {
  return loadNow(world.act('admin', options), 'packs', content)
}

describe('loading products', () => {
  const first = file(
    row(1, { gtins: '05000283101086|5060064792018 from 2019-03-07', supplier: 'TM-1', npc: 'DAA001', price: '12.50' }),
    row(2, { cd: '2', fridge: 'Y', size: '2.5', unit: 'ml', brand: 'Brand' }),
  )

  test('packs, barcodes and codes are there afterwards, the file is kept, and it is on the record', async () => {
    const done = await load(first)
    expect(done).toMatchObject({ ok: true, value: { report: { rows: 2, added: 2, changed: 0, unchanged: 0 } } })
    expect(
      await world.sql(
        'SELECT name, pack_text, units_milli, cd_category, fridge, list_price, search FROM pack WHERE owner_id = $1 ORDER BY name',
        [RZZ],
      ),
    ).toEqual([
      expect.objectContaining({ pack_text: '10 vials', units_milli: '10000', list_price: '125000', fridge: false }),
      expect.objectContaining({ pack_text: '2.5 ml', cd_category: '0002', fridge: true, list_price: null }),
    ])
    expect(
      await world.sql(`SELECT kind, code, valid_from::text FROM pack_code WHERE owner_id = $1 ORDER BY kind, code`, [
        RZZ,
      ]),
    ).toEqual([
      { kind: 'GTIN', code: '05000283101086', valid_from: '1900-01-01' },
      { kind: 'GTIN', code: '05060064792018', valid_from: '2019-03-07' },
      { kind: 'NPC', code: 'DAA001', valid_from: '1900-01-01' },
      { kind: 'SUPPLIER', code: 'TM-1', valid_from: '1900-01-01' },
    ])
    const [kept] = await world.sql<{ sha256: string; hash: string; rows_added: number }>(
      `SELECT sha256, encode(sha256(content), 'hex') AS hash, rows_added FROM file_load l JOIN file_content c ON c.load_id = l.id WHERE l.trust_id = $1`,
      [RZZ],
    )
    expect(kept?.sha256).toBe(kept?.hash)
    expect(await world.sql(`SELECT verb FROM audit_event WHERE document = 'file_load'`)).toEqual([{ verb: 'LOADED' }])
  })

  test('the same file again changes nothing and leaves no second load', async () => {
    const before = await world.sql('SELECT * FROM pack WHERE owner_id = $1', [RZZ])
    const done = await load(first)
    expect(done).toMatchObject({ value: { loadId: null, report: { added: 0, changed: 0, unchanged: 2 } } })
    expect(await world.sql('SELECT * FROM pack WHERE owner_id = $1', [RZZ])).toEqual(before)
    expect(await count('file_load')).toBe(1)
    expect(await count('pack_code')).toBe(4)
  })

  test('twice at once loads once', async () => {
    const content = file(row(3, { gtins: '05012727907376' }))
    const both = await Promise.all([load(content), load(content)])
    expect(both.map((one) => one.ok && one.value.loadId === null).sort()).toEqual([false, true])
    expect(await count('file_load')).toBe(2)
  })

  test('a code that changes is closed and opened anew; a barcode can move once it has ended', async () => {
    world.clock.advance(86_400_000)
    const moved = file(
      row(1, {
        gtins: '05000283101086 to 2026-11-23|5060064792018 from 2019-03-07',
        supplier: 'TM-2',
        npc: 'DAA001',
        price: '12.50',
      }),
      row(4, { gtins: '5000283101086 from 2026-11-24' }),
    )
    expect(await load(moved)).toMatchObject({ value: { report: { added: 1, changed: 1 } } })
    expect(
      await world.sql(
        `SELECT code, ampp_id, valid_from::text, valid_to::text FROM pack_code WHERE owner_id = $1 AND (kind = 'SUPPLIER' OR code = '05000283101086') ORDER BY code, valid_from`,
        [RZZ],
      ),
    ).toEqual([
      { code: '05000283101086', ampp_id: dmd(101), valid_from: '1900-01-01', valid_to: '2026-11-23' },
      { code: '05000283101086', ampp_id: dmd(104), valid_from: '2026-11-24', valid_to: '9999-12-31' },
      { code: 'TM-1', ampp_id: dmd(101), valid_from: '1900-01-01', valid_to: '2026-11-23' },
      { code: 'TM-2', ampp_id: dmd(101), valid_from: '2026-11-24', valid_to: '9999-12-31' },
    ])
    expect(await load(moved)).toMatchObject({ value: { loadId: null } })
  })

  test('a pack that the hub has just so is left to the hub', async () => {
    await world.sql('UPDATE pack SET made_up = false WHERE ampp_id = $1', [world.packs.insulin])
    const [hubs] = await world.sql<Record<string, string>>('SELECT * FROM pack WHERE ampp_id = $1', [
      world.packs.insulin,
    ])
    const line = `${hubs?.ampp_id},${hubs?.vmpp_id},${hubs?.amp_id},${hubs?.vmp_id},,${hubs?.name},,${hubs?.maker},${hubs?.pack_text},1,vial,,,,0000,Y,`
    expect(await load(file(line))).toMatchObject({ value: { loadId: null, report: { unchanged: 1 } } })
    expect(await load(file(line.replace(',Y,', ',N,')))).toMatchObject({ value: { report: { changed: 1 } } })
    expect(
      await world.sql('SELECT fridge FROM pack WHERE ampp_id = $1 ORDER BY owner_id = $2', [world.packs.insulin, RZZ]),
    ).toEqual([{ fridge: true }, { fridge: false }])
  })

  test('one bad row and nothing is loaded; the refusal says what and how many', async () => {
    const packs = await count('pack')
    const bad = file(row(20), row(21, { gtins: '05000283101087' }), row(22, { size: 'ten' }))
    expect(await load(bad)).toMatchObject({ ok: false, refusal: { code: 'LOAD_REFUSED', problems: 2 } })
    expect(await count('pack')).toBe(packs)
  })

  test('a barcode of another pack, and another unit for a known medicine, are refused', async () => {
    const taken = await load(file(row(30, { gtins: '05012727907376' })))
    expect(taken).toMatchObject({
      refusal: { code: 'LOAD_REFUSED', first: expect.stringContaining('belongs to another pack') },
    })
    const unit = await load(file(row(31, { vmp: world.vmps.insulin, unit: 'ml' })))
    expect(unit).toMatchObject({ refusal: { first: expect.stringContaining('counted in vial') } })
  })

  test('the same key replays the first answer; other roles are refused', async () => {
    const key = world.newId()
    const one = await load(file(row(40)), { key })
    expect(await load(file(row(40)), { key })).toEqual(one)
    expect(await loadNow(world.act('technician'), 'packs', file(row(41)))).toMatchObject({
      refusal: { code: 'NOT_ALLOWED' },
    })
  })

  test('what a trust loads another does not see; what the hub loads its trusts see', async () => {
    expect(await loadNow(world.act('hub'), 'packs', file(row(50)))).toMatchObject({ ok: true })
    const seen = await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM pack WHERE ampp_id = $1', [dmd(150)])
    expect(seen).toEqual([{ n: 1 }])
    expect(await load(file(row(1)), { trust: 'RZY' })).toMatchObject({ value: { report: { added: 1 } } })
    expect(await load(file(row(50)), { trust: 'RZY' })).toMatchObject({ value: { loadId: null } })
  })
})
