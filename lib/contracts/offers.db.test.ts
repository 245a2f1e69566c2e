import { describe, expect, test } from 'vitest'
import { withTrust } from '#lib/db/with-trust.ts'
import { DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { anAdoptedScheme } from '#lib/testing/adopted-scheme.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { localDate, londonDate } from '#lib/values/dates.ts'
import { packs as count, milli } from '#lib/values/packs.ts'
import { type OffersAsked, offersFor } from './offers.queries.ts'
import { rankOffers } from './price.rules.ts'
import { resolvePrice } from './why.rules.ts'

const world = await aWorld()
const { packs, vmps, suppliers } = world
const today = londonDate(world.clock())

function offers(asked: Partial<OffersAsked>, trust: TestOds = 'RZZ') {
  const actor = world.actor('technician', { trust })
  return withTrust(actor, (tx) => offersFor(tx, actor, { on: today, ...asked }))
}

async function medicine(vmpId: string, trust: TestOds = 'RZZ', more: Partial<OffersAsked> = {}) {
  const found = (await offers({ vmpIds: [vmpId], ...more }, trust)).byMedicine.get(vmpId)
  if (!found) throw new Error(`No medicine ${vmpId}`)
  return found
}

describe('what pricing needs', () => {
  test('several packs at once, each with its equivalents, awards and prices on file', async () => {
    const { byPack, byMedicine } = await offers({ amppIds: [packs.meropenemOther, packs.adenosine6, packs.melatonin] })
    expect([...byMedicine.keys()].sort()).toEqual([vmps.meropenem, vmps.adenosine, vmps.melatonin].sort())
    expect(byPack.get(packs.meropenem)).toBe(byPack.get(packs.meropenemOther))
    expect(
      byPack
        .get(packs.adenosine6)
        ?.packs.map((pack) => pack.amppId)
        .sort(),
    ).toEqual([packs.adenosine5, packs.adenosine6].sort())
    expect(byPack.get(packs.melatonin)).toMatchObject({ awards: [], pricesOnFile: [], lastPaid: [] })
  })

  test('the price, why and the next best of the meropenem line', async () => {
    const context = await medicine(vmps.meropenem)
    const vendor = { id: suppliers.meridian, name: 'Meridian Wholesale' }
    const found = resolvePrice(context, { amppId: packs.meropenemOther, vendor, packs: count(120) })
    expect(found).toMatchObject({
      value: {
        price: 249_000,
        basis: 'on_file',
        source: 'Price list',
        state: 'OFF_CONTRACT',
        contractPrice: 185_000,
        why: { nextBest: { amppId: packs.meropenem, inAll: -76_800 }, groups: { generics: 'DLS', branded: 'LONDON' } },
      },
    })
  })

  test('how much dearer counts as over contract is what the scheme of delegation of the day says', async () => {
    expect((await medicine(vmps.meropenem)).tolerance).toBe(0)
    const priceOverContract = { ...DEFAULT_SCHEME.priceOverContract, tolerance: 250 }
    const rules = { ...DEFAULT_SCHEME, priceOverContract }
    await anAdoptedScheme(world, { version: 2, from: today, rules, trust: 'RZY' })
    expect((await medicine(vmps.meropenem, 'RZY')).tolerance).toBe(250)
    expect((await medicine(vmps.meropenem, 'RZY', { on: localDate('2026-01-31') })).tolerance).toBe(0)
    expect((await medicine(vmps.meropenem)).tolerance).toBe(0)
  })

  test('the same medicine at another trust has that trust’s price', async () => {
    expect(rankOffers(await medicine(vmps.meropenem, 'RZY'))[0]).toMatchObject({ price: 185_500 })
  })

  test('awards of other groups, withdrawn, ended and not begun', async () => {
    expect((await medicine(vmps.insulin)).awards.map((award) => award.buyingGroup)).toEqual(['DLS'])
    expect(rankOffers(await medicine(vmps.insulin))).toHaveLength(1)
    expect(rankOffers(await medicine(vmps.insulin, 'RZZ', { on: localDate('2024-12-31') }))).toEqual([])
    expect((await medicine(vmps.insulin, 'RZZ', { on: localDate('2029-01-01'), equivalents: 'all' })).awards).toEqual(
      [],
    )
    await world.sql('UPDATE award SET withdrawn = true WHERE ampp_id = $1', [packs.insulin])
    expect((await medicine(vmps.insulin, 'RZZ', { equivalents: 'all' })).awards).toEqual([])
  })

  test('all equivalents, or those with a price', async () => {
    expect((await medicine(vmps.adenosine, 'RZZ', { equivalents: 'all' })).packs).toHaveLength(2)
    expect((await medicine(vmps.adenosine)).packs.map((pack) => pack.amppId)).toEqual([packs.adenosine5])
  })

  test('the last price is that of the newest order that was approved', async () => {
    await anApprovedOrder(world, { lines: [{ pack: 'paracetamol', packs: 3, price: 10_500 }] })
    await anApprovedOrder(world, { lines: [{ pack: 'paracetamol', packs: 3, price: 10_900 }], status: 'sent' })
    await anApprovedOrder(world, {
      lines: [{ pack: 'paracetamol', packs: 3, price: 99_999 }],
      status: 'awaiting_approval',
    })
    const found = await medicine(vmps.paracetamol)
    expect(found.lastPaid).toEqual([
      { amppId: packs.paracetamol, vendorName: 'Meridian Wholesale', price: 10_900, on: today, confidential: false },
    ])
    expect(found.boughtBefore.has(packs.paracetamol)).toBe(true)
    expect((await medicine(vmps.paracetamol, 'RZY')).lastPaid).toEqual([])
  })

  test('the trust’s own copy of a pack goes before its hub’s', async () => {
    await world.sql(
      `INSERT INTO pack (owner_id, ampp_id, vmpp_id, amp_id, vmp_id, name, maker, pack_text, units_milli, unit_name, search)
       SELECT $1, ampp_id, vmpp_id, amp_id, vmp_id, name, maker, '20 ampoules', 20000, unit_name, search FROM pack WHERE ampp_id = $2`,
      [world.trusts.RZZ.id, packs.morphine],
    )
    expect((await medicine(vmps.morphine)).packs).toMatchObject([
      { packText: '20 ampoules', unitsMilli: milli(20_000) },
    ])
    expect((await medicine(vmps.morphine, 'RZY')).packs).toMatchObject([{ packText: '10 ampoules' }])
  })

  test('a trust without entitlement sees no award of the framework', async () => {
    await world.sql('DELETE FROM framework_entitlement WHERE trust_id = $1', [world.trusts.RZY.id])
    expect((await medicine(vmps.meropenem, 'RZY')).awards).toEqual([])
    expect((await medicine(vmps.meropenem)).awards).toHaveLength(1)
  })

  test('nothing asked, or an unknown pack, gives nothing', async () => {
    expect((await offers({})).byPack.size).toBe(0)
    expect((await offers({ amppIds: ['123456'] })).byPack.size).toBe(0)
  })
})
