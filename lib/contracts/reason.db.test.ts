import { describe, expect, test } from 'vitest'
import { priceHistory } from '#lib/catalogue/price-history.queries.ts'
import { productFamily } from '#lib/catalogue/product-family.queries.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { localDate } from '#lib/values/dates.ts'
import { priceReason } from './reason.queries.ts'
import { type ReasonAsked, readReason } from './reason.schema.ts'

const world = await aWorld()
const { packs, vmps, suppliers, trusts } = world
const now = () => world.clock()

async function reason(
  more: Partial<ReasonAsked> = {},
  person: TestPerson = 'technician',
  trust: 'RZZ' | 'RZY' = 'RZZ',
) {
  const asked = { pack: null, supplier: null, on: null, packs: null, ...more }
  const view = await priceReason(world.actor(person, { trust }), vmps.meropenem, { asked, now: now() })
  if (!view) throw new Error('No reason')
  return view
}

describe('why this price', () => {
  test('the best offer of a medicine, in words that can be read out', async () => {
    const view = await reason({ packs: 120 })
    expect(view.pack.amppId).toBe(packs.meropenem)
    expect(view.vendor?.name).toBe('Meridian Wholesale')
    expect(view.sentences).toEqual([
      'Today a pack of 10 vials from Meridian Wholesale costs £18.50 ex VAT, £1.85 a vial.',
      expect.stringMatching(
        /^It is on contract: CM\/PHG\/99\/0001 lot 02, awarded to Northgate Pharma, .*, from .* to .*\.$/,
      ),
      'Your trust buys generics in DLS. It comes by Meridian Wholesale.',
      '120 packs come to £2,220.00 ex VAT.',
      ...view.sentences.slice(4),
    ])
    expect(view.reason?.alternatives).toMatchObject([
      {
        kind: 'EQUIVALENT',
        amppId: packs.meropenemOther,
        state: 'OFF_CONTRACT',
        difference: { each: 6400, inAll: 76_800 },
      },
    ])
  })

  test('beside the contract: which it is, and how much dearer', async () => {
    const view = await reason({ pack: packs.meropenemOther, supplier: suppliers.meridian, packs: 120 })
    expect(view.reason?.why?.state).toBe('OFF_CONTRACT')
    expect(view.sentences.join(' ')).toContain('It is off contract: the contract is CM/PHG/99/0001 lot 02')
    expect(view.sentences.join(' ')).toContain('this is £6.40 more a pack')
  })

  test('from somebody who does not deliver under the contract a price must be typed', async () => {
    const view = await reason({ pack: packs.meropenem, supplier: suppliers.albion })
    expect(view.reason?.why).toBeNull()
    expect(view.sentences[0]).toMatch(/^Today no contract and no price on file gives a price for 10 vials from Albion/)
  })

  test('a price that begins later is told ahead, and asked for on its day is the answer', async () => {
    const [old] = await world.sql<{ id: string }>(
      "UPDATE award SET valid_to = '2027-03-31' WHERE ampp_id = $1 AND buying_group = 'DLS' RETURNING id",
      [packs.adenosine5],
    )
    await world.sql(
      `INSERT INTO award (owner_id, id, framework_id, lot, buying_group, ampp_id, pack_owner_id, supplier_id, rank, route, price, valid_from, valid_to, status)
       SELECT owner_id, $1, framework_id, lot, buying_group, ampp_id, pack_owner_id, supplier_id, rank, route, 192000, '2027-04-01', '2029-03-31', 'active'
       FROM award WHERE id = $2`,
      [world.newId(), old?.id],
    )
    const asked = { pack: packs.adenosine5, supplier: null, packs: 1 }
    const ask = (on: string) =>
      priceReason(world.actor('technician'), vmps.adenosine, { asked: { ...asked, on: localDate(on) }, now: now() })
    const before = await ask('2026-11-24')
    expect(before?.sentences.at(-1)).toMatch(/^From 1 April 2027 it will be £19\.20, under CM/)
    const then = await ask('2027-04-01')
    expect(then?.sentences[0]).toMatch(/^On 1 April 2027 a pack of 5 vials from .* will cost £19\.20 ex VAT/)
  })

  test('who may see no prices is told the contract, never the amount; goods-in and the hub are told nothing', async () => {
    await world.sql("UPDATE award SET confidentiality = 'pas' WHERE ampp_id = $1", [packs.meropenem])
    const view = await reason({ packs: 120 })
    expect(view.sentences[0]).toContain('the price is not shown to your role')
    expect(JSON.stringify(view)).not.toMatch(/185000|18\.50|1\.85|2,220/)
    expect((await reason({ packs: 120 }, 'lead')).sentences[0]).toContain('£18.50')
    const asked = { pack: null, supplier: null, on: null, packs: null }
    expect(await priceReason(world.actor('stores'), vmps.meropenem, { asked, now: now() })).toBeNull()
    expect(await priceReason(world.actor('hub', { trust: 'QZZ' }), vmps.meropenem, { asked, now: now() })).toBeNull()
    await world.sql("UPDATE award SET confidentiality = 'framework' WHERE ampp_id = $1", [packs.meropenem])
  })

  test('a trust that changes its group in mid-year is told its new group’s price from that day', async () => {
    await world.sql("UPDATE buying_group SET valid_to = '2026-12-31' WHERE trust_id = $1 AND kind = 'generics'", [
      trusts.RZZ.id,
    ])
    await world.sql(
      "INSERT INTO buying_group (trust_id, id, kind, code, valid_from) SELECT $1, $2, 'generics', code, '2027-01-01' FROM buying_group WHERE trust_id = $3 AND kind = 'generics' LIMIT 1",
      [trusts.RZZ.id, world.newId(), trusts.RZY.id],
    )
    const before = await reason({ pack: packs.meropenem, on: localDate('2026-12-31') })
    const after = await reason({ pack: packs.meropenem, on: localDate('2027-01-01') })
    expect(before.reason?.why?.price).toBe(185_000)
    expect(after.reason?.why?.price).toBe(185_500)
    expect(before.sentences.join(' ')).toContain('From 1 January 2027 it will be £18.55')
  })
})

test('what is asked is read from the address, wrong days and quantities at their fields', () => {
  expect(readReason({ on: '1 April 2027', packs: '120', pack: 'x' })).toMatchObject({
    asked: { on: '2027-04-01', packs: 120, pack: null, supplier: null },
    errors: [],
  })
  expect(readReason({ on: 'soon', packs: 'many' }).errors.map(({ field }) => field)).toEqual(['on', 'packs'])
})

describe('what stands around a medicine', () => {
  test('its price history is for who sees contracts, and tells what was paid', async () => {
    await anApprovedOrder(world, { lines: [{ pack: 'adenosine6', packs: 3, price: 153_000 }] })
    const told = await priceHistory(world.actor('technician'), vmps.adenosine, now())
    expect(told?.paid).toMatchObject([{ lines: 1, unitsMilli: 18_000, each: 25_500 }])
    expect(told?.steps.at(-1)?.to).toBe(told?.to)
    expect(await priceHistory(world.actor('stores'), vmps.adenosine, now())).toBeNull()
    const other = await priceHistory(world.actor('technician', { trust: 'RZY' }), vmps.adenosine, now())
    expect(other?.paid).toEqual([])
  })

  test('open lines of this trust alone, usage by month, and other medicines of the same substance', async () => {
    await world.sql("UPDATE pack SET vtm_id = '108502004' WHERE ampp_id = ANY ($1)", [
      [packs.adenosine5, packs.insulin],
    ])
    await world.sql(
      "INSERT INTO usage_day SELECT $1, $2, $3, '2026-10-31'::date + d, 5000 FROM generate_series(0, 2) d",
      [trusts.RZZ.id, trusts.RZZ.storeId, vmps.adenosine],
    )
    const family = await productFamily(world.actor('technician'), vmps.adenosine, now())
    expect(family.relatives).toMatchObject([{ vmpId: vmps.insulin, packs: 1 }])
    expect(family.openLines).toMatchObject([{ packText: '6 vials', outstanding: 3, unitsMilli: 6000 }])
    expect(family.usage?.filter((one) => one.unitsMilli > 0)).toMatchObject([
      { month: '2026-10-01', unitsMilli: 5000, part: false },
      { month: '2026-11-01', unitsMilli: 10_000, part: true },
    ])
    const other = await productFamily(world.actor('technician', { trust: 'RZY' }), vmps.adenosine, now())
    expect([other.openLines, other.usage]).toEqual([[], []])
  })
})
