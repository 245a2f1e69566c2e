import { describe, expect, test } from 'vitest'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { contractsOf, endingFrameworks, frameworkLines } from './contracts.queries.ts'
import { frameworkAddress } from './contracts.schema.ts'

const world = await aWorld()
const { packs, trusts } = world

const contracts = (person: Parameters<typeof world.actor>[0] = 'lead', trust: TestOds = 'RZZ') =>
  contractsOf(world.actor(person, { trust }), world.clock())

async function lines(asked: object = {}, person: Parameters<typeof world.actor>[0] = 'lead', trust: TestOds = 'RZZ') {
  const [row] = await world.sql<{ id: string }>('SELECT id FROM framework LIMIT 1')
  return frameworkLines(world.actor(person, { trust }), row?.id ?? '', frameworkAddress.parse(asked), world.clock())
}

describe('the contracts of a trust', () => {
  test('are the lines of its buying groups, counted by what becomes of them', async () => {
    expect(await contracts()).toMatchObject({
      groups: { generics: 'DLS', branded: 'LONDON' },
      frameworks: [{ reference: 'CM/PHG/99/0001', now: 5, coming: 0, ending: 0, from: '2025-01-01', to: '2028-12-31' }],
      endingSoon: [],
    })
    expect((await contractsOf(world.actor('hub'), world.clock())).frameworks).toMatchObject([{ now: 10 }])
  })

  test('what ends within 90 days shows, unless something follows it', async () => {
    await world.sql(`UPDATE award SET valid_to = '2026-12-31' WHERE buying_group = 'DLS' AND ampp_id = ANY ($1)`, [
      [packs.insulin, packs.morphine],
    ])
    await world.sql(
      `INSERT INTO award (owner_id, id, framework_id, buying_group, pack_owner_id, ampp_id, supplier_id, rank, route, price, valid_from, valid_to, status)
       SELECT owner_id, $2, framework_id, buying_group, pack_owner_id, ampp_id, supplier_id, rank, route, price, '2027-01-01', '2028-12-31', 'active'
       FROM award WHERE buying_group = 'DLS' AND ampp_id = $1`,
      [packs.morphine, world.newId()],
    )
    const { frameworks, endingSoon } = await contracts()
    expect(frameworks).toMatchObject([{ now: 5, coming: 1, ending: 1 }])
    expect(endingSoon).toMatchObject([
      { amppId: packs.insulin, validTo: '2026-12-31', price: 72_000, pack: { packText: '1 vial' } },
    ])
    expect(await endingFrameworks(world.actor('lead'), world.clock())).toMatchObject([
      { reference: 'CM/PHG/99/0001', lines: 1, first: endingSoon[0]?.validTo },
    ])
    expect(await endingFrameworks(world.actor('stores'), world.clock())).toEqual([])
    expect((await contracts('lead', 'RZY')).endingSoon).toEqual([])
  })

  test('a framework’s lines are by product, searched by words, in views', async () => {
    expect((await lines())?.counts).toEqual({ now: 5, coming: 1, ending: 1, over: 0 })
    const names = (await lines())?.lines.map((line) => line.pack?.name ?? '') ?? []
    expect(names).toEqual(names.toSorted())
    expect((await lines({ q: 'NORTHGATE insulin' }))?.lines).toHaveLength(1)
    expect((await lines({ q: '%' }))?.lines).toEqual([])
    expect((await lines({ view: 'coming' }))?.lines).toMatchObject([
      { amppId: packs.morphine, validFrom: '2027-01-01' },
    ])
    expect(
      (await lines({ view: 'nonsense', after: `Morphine\n${'f'.repeat(36)}` }))?.lines.map((line) => line.amppId),
    ).not.toContain(packs.insulin)
  })

  test('patient access prices are not shown to a technician; goods-in and other trusts see nothing', async () => {
    await world.sql(`UPDATE award SET confidentiality = 'pas' WHERE ampp_id = $1`, [packs.insulin])
    const price = async (person: 'technician' | 'lead') => (await lines({ q: 'insulin' }, person))?.lines[0]?.price
    expect([await price('technician'), await price('lead')]).toEqual([null, 72_000])
    expect(await lines({}, 'stores')).toBeNull()
    expect((await contracts('stores')).frameworks).toEqual([])
    await world.sql('DELETE FROM framework_entitlement WHERE trust_id = $1', [trusts.RZY.id])
    expect((await contracts('lead', 'RZY')).frameworks).toEqual([])
    expect((await lines({}, 'lead', 'RZY'))?.lines).toEqual([])
  })
})
