import { describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { searchPacks } from './search.queries.ts'

const world = await aWorld()
const { packs, trusts } = world

async function search(
  text: string,
  person: Parameters<typeof world.actor>[0] = 'technician',
  trust: 'RZZ' | 'RZY' = 'RZZ',
) {
  const found = await searchPacks(world.actor(person, { trust }), {
    text,
    storeId: trusts[trust].storeId,
    now: world.clock(),
  })
  if (!found.ok) throw new Error(found.refusal.code)
  return found.value
}

describe('searching for a pack', () => {
  test('three letters find it, the contract first, with price, vendors and holder', async () => {
    const { hits, more } = await search('mer')
    expect(hits.map((one) => one.pack.amppId)).toEqual([packs.meropenem, packs.meropenemOther])
    expect(more).toBe(false)
    expect(hits[0]).toMatchObject({
      hit: 'WORDS',
      state: 'ON_CONTRACT',
      best: { price: 185_000, perUnit: 18_500, basis: 'contract', vendor: { name: 'Meridian Wholesale' } },
      contract: { reference: 'CM/PHG/99/0001', lot: '02', holder: 'Northgate Pharma', price: 185_000 },
      lastPaid: null,
    })
    expect(hits[1]).toMatchObject({ state: 'OFF_CONTRACT', best: { basis: 'on_file', price: 249_000 }, contract: null })
  })

  test('what was bought before comes before what was not', async () => {
    await anApprovedOrder(world, { lines: [{ pack: 'adenosine6', packs: 3, price: 153_000 }] })
    const { hits, alike } = await search('adenosine vials')
    expect(hits.map((one) => one.pack.amppId)).toEqual([packs.adenosine5, packs.adenosine6])
    expect(hits[1]).toMatchObject({
      boughtBefore: true,
      lastPaid: { price: 153_000, vendorName: 'Meridian Wholesale' },
    })
    expect(hits[1]?.best).toBeNull()
    expect(hits[1]?.state).toBe('OFF_CONTRACT')
    expect(hits[1]?.stock.onOrder).toBe(18_000)
    expect(alike).toMatchObject([{ sizes: [5000, 6000] }])
  })

  test('inner letters find it when no word begins with them', async () => {
    expect((await search('openem')).hits).toHaveLength(2)
  })

  test('a strength finds it in any unit and with or without a blank; another strength does not', async () => {
    for (const text of ['meropenem 1g', 'meropenem 1 g', '1000mg meropenem', 'meropenem 1000000mcg']) {
      expect([text, (await search(text)).hits.map((one) => one.pack.amppId)]).toEqual([
        text,
        [packs.meropenem, packs.meropenemOther],
      ])
    }
    expect((await search('meropenem 500mg')).hits).toEqual([])
    expect((await search('meropenem 2 g')).hits).toEqual([])
  })

  test('a misspelt name finds what is near it, and says so; what is called so is never put aside for what is near', async () => {
    for (const [text, near] of [
      ['meropenam', ['meropenem']],
      ['merpenem 1000mg', ['meropenem 1000mg']],
      ['vials adenosin', []],
      ['Adenosyne', ['adenosine']],
    ] as const) {
      const found = await search(text)
      expect([text, found.near]).toEqual([text, near])
      expect(found.hits.length).toBeGreaterThan(0)
      expect(new Set(found.hits.map((one) => one.hit))).toEqual(new Set([near.length > 0 ? 'NEAR' : 'WORDS']))
    }
    expect(await search('qqqqqqq')).toMatchObject({ hits: [], near: [] })
    expect(await search('meropenem 500mg')).toMatchObject({ hits: [], near: [] })
  })

  test('the words of a trust’s own packs are near for nobody else', async () => {
    const own = `INSERT INTO pack (owner_id, ampp_id, vmpp_id, amp_id, vmp_id, name, maker, pack_text, units_milli, unit_name, search)
      SELECT $1, '9000000000001', vmpp_id, amp_id, vmp_id, 'Zibbertine capsules', maker, pack_text, units_milli, unit_name, ' zibbertine capsules'
      FROM pack WHERE ampp_id = $2`
    await world.sql(own, [trusts.RZZ.id, packs.insulin])
    expect((await search('zibertine')).near).toEqual(['zibbertine'])
    expect((await search('zibertine', 'technician', 'RZY')).near).toEqual([])
    const read = withTrust(world.actor('technician'), (tx) => tx.packWord.count())
    await expect(read).rejects.toThrow(/permission denied/)
  })

  test('a barcode, a dm+d id of any level and a code find it exactly', async () => {
    await world.sql(
      `INSERT INTO pack_code (owner_id, id, ampp_id, kind, code, valid_to) VALUES
       ($1, $2, $5, 'GTIN', '05000283101086', '2020-01-01'), ($1, $3, $5, 'SUPPLIER', 'ADE-6', '9999-12-31'), ($1, $4, $5, 'NPC', 'DAA123', '9999-12-31')`,
      [trusts.QZZ.id, world.newId(), world.newId(), world.newId(), packs.adenosine6],
    )
    for (const [text, hit] of [
      ['5000283101086', 'GTIN'],
      [']d201050002831010861727053110AB12', 'GTIN'],
      ['ade-6', 'SUPPLIER'],
      ['daa123', 'NPC'],
      [packs.adenosine6, 'DMD'],
    ] as const) {
      const codeEnded = hit === 'GTIN' ? '2020-01-01' : null
      expect((await search(text)).hits).toMatchObject([{ hit, codeEnded, pack: { amppId: packs.adenosine6 } }])
    }
    expect((await search(world.vmps.adenosine)).hits.map((one) => one.pack.amppId).sort()).toEqual(
      [packs.adenosine5, packs.adenosine6].sort(),
    )
  })

  test('the id of a substance (VTM) finds the packs of all its medicines', async () => {
    const substance = '387174006'
    await world.sql('UPDATE pack SET vtm_id = $1 WHERE ampp_id = ANY ($2)', [
      substance,
      [packs.adenosine5, packs.adenosine6],
    ])
    const { hits } = await search(substance)
    expect(hits.map(({ pack, hit }) => [pack.amppId, hit]).sort()).toEqual(
      [packs.adenosine5, packs.adenosine6].map((id) => [id, 'DMD']).sort(),
    )
    expect((await search('387174007')).hits).toEqual([])
  })

  test('stock, cover and what is on order are those of the store', async () => {
    const { storeId, id } = trusts.RZZ
    await world.sql(
      `INSERT INTO stock_holding VALUES ($1, $2, $3, 'A', '2027-01-31', false, $4, 42000), ($1, $2, $3, 'B', '2027-01-31', true, $4, 5000)`,
      [id, storeId, packs.insulin, world.vmps.insulin],
    )
    await world.sql(
      `INSERT INTO usage_day SELECT $1, $2, $3, '2026-11-22'::date - d, 28000 FROM generate_series(0, 40) d`,
      [id, storeId, world.vmps.insulin],
    )
    const { hits } = await search('insulin')
    expect(hits[0]?.stock).toMatchObject({
      onHand: 42_000,
      quarantined: 5000,
      byPack: { [packs.insulin]: 42_000 },
      usageDays: 28,
      used: 784_000,
      usagePerDay: 28_000,
      coverTenths: 15,
      onOrder: 0,
      awaiting: 0,
    })
    const elsewhere = await searchPacks(world.actor('technician'), {
      text: 'insulin',
      storeId: trusts.RZZ.secondStoreId,
      now: world.clock(),
    })
    expect(elsewhere).toMatchObject({ value: { hits: [{ stock: { onHand: 0, coverTenths: null } }] } })
  })

  test('another trust has its own price and sees nothing of our orders and stock', async () => {
    const { hits } = await search('mer', 'technician', 'RZY')
    expect(hits[0]?.best?.price).toBe(185_500)
    const [adenosine] = (await search('adenosine', 'technician', 'RZY')).hits.slice(1)
    expect(adenosine).toMatchObject({ boughtBefore: false, lastPaid: null, stock: { onOrder: 0 } })
    expect((await search('insulin', 'technician', 'RZY')).hits[0]?.stock.onHand).toBe(0)
  })

  test('a trust without entitlement sees packs, but no award', async () => {
    await world.sql('DELETE FROM framework_entitlement WHERE trust_id = $1', [trusts.RZY.id])
    const { hits } = await search('mer', 'technician', 'RZY')
    expect(hits).toHaveLength(2)
    for (const hit of hits) expect(hit).toMatchObject({ contract: null, state: 'NO_CONTRACT' })
  })

  test('a pack under contract is found by the words that a later file gives it', async () => {
    await world.sql("UPDATE pack SET search = search || ' renamed' WHERE ampp_id = $1", [packs.meropenem])
    expect((await search('renamed')).hits.map((one) => one.pack.amppId)).toEqual([packs.meropenem])
  })

  test('which packs anybody has an award on is nobody’s to read', async () => {
    const read = withTrust(world.actor('hub', { trust: 'QZZ' }), (tx) => tx.awardedPack.count())
    await expect(read).rejects.toThrow(/permission denied/)
  })

  test('prices are not shown to goods-in, nor patient access prices to a technician', async () => {
    for (const hit of (await search('mer', 'stores')).hits) {
      expect([hit.best?.price, hit.best?.perUnit, hit.contract?.price ?? null]).toEqual([null, null, null])
    }
    await world.sql(`UPDATE award SET confidentiality = 'pas' WHERE ampp_id = $1`, [packs.meropenem])
    const [pas, other] = (await search('mer')).hits
    expect([pas?.best?.price, pas?.contract?.price, other?.best?.price]).toEqual([null, null, 249_000])
    expect((await search('mer', 'lead')).hits[0]?.contract?.price).toBe(185_000)
  })

  test('a role without the catalogue is refused; two letters find nothing', async () => {
    const refused = await searchPacks(world.actor('finance'), { text: 'mer', storeId: null, now: world.clock() })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'NOT_ALLOWED' } })
    expect((await search('me')).hits).toEqual([])
    expect((await search("%'; drop table pack --")).hits).toEqual([])
  })
})
