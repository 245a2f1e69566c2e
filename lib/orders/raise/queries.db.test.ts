import { expect, test } from 'vitest'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { aPad, done, submittedPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { answered, answerTo, aSentOrder } from '#lib/testing/answered-order.ts'
import { changePad } from './change-pad.command.ts'
import { padCheck } from './check.queries.ts'
import { discardPad } from './discard-pad.command.ts'
import { padHits } from './hit.rules.ts'
import { findForPad } from './hits.queries.ts'
import { furtherLines, padAfter, padView } from './pad.queries.ts'
import { openPads, padChoices } from './pads.queries.ts'
import { submitPad } from './submit-pad.command.ts'
import { submittedOrders } from './submitted.queries.ts'
import { vendorsForLine } from './vendors.queries.ts'

const world = await aWorld()
const { RZZ } = world.trusts
const technician = () => world.act('technician')
const { actor } = technician()
const now = () => world.clock()

test('a pad shows its lines, its orders with totals, and who must agree and why, before it is submitted', async () => {
  const pad = await aPad(world, [
    { pack: 'meropenemOther', packs: 120, reason: 'RECALL' },
    { pack: 'morphine', packs: 1 },
  ])
  const view = done(await padView(actor, pad.padId, now()))
  expect(view).toMatchObject({ id: pad.padId, edit: pad.edit, openedBy: 'Technician of RZZ', vatRate: 2000 })
  expect(view.lines.map((line) => [line.product, line.packs, line.price, line.net, line.hidden])).toEqual([
    ['Meropenem 1g powder for solution for injection vials', 120, 249_000, 298_800, false],
    ['Morphine sulfate 10mg/1ml solution for injection ampoules', 1, 80_000, 800, false],
  ])
  const [off, cd] = view.parts
  expect(off).toMatchObject({
    supplierName: 'Meridian Wholesale',
    kind: 'standard',
    amounts: { net: 298_800, vat: 59_760, gross: 358_560, carriage: 0 },
    cutOff: '16:00',
    needs: [{ role: 'lead', retrospective: false, people: ['Lead of RZZ', 'Lead2 of RZZ'] }],
  })
  expect(off?.needs[0]?.reasons.map((one) => one.title)).toEqual([
    'Off contract',
    'Never ordered before',
    'First order to this supplier',
  ])
  expect(cd?.needs.map((need) => need.role)).toEqual(['lead', 'pharmacist'])
})

test('after a change only the touched lines come back, with every order of the pad', async () => {
  const pad = await aPad(world, [{ pack: 'paracetamol' }, { pack: 'insulin' }])
  const changes = [{ do: 'line' as const, line: pad.lines[1] ?? '', packs: 4 }]
  const changed = done(await changePad(technician(), { padId: pad.padId, edit: pad.edit, changes }))
  const after = done(await padAfter(actor, { padId: pad.padId, changed, now: now() }))
  expect(after.lines.map((line) => [line.id, line.packs])).toEqual([[pad.lines[1], 4]])
  expect(after.parts).toHaveLength(2)
  expect(after.edit).toBe(pad.edit + 1)
})

test('a large pad shows its first hundred lines and hands over the rest', async () => {
  const pad = await aPad(
    world,
    Array.from({ length: 120 }, () => ({ pack: 'paracetamol' as const })),
  )
  const view = done(await padView(actor, pad.padId, now()))
  expect(view.lines).toHaveLength(100)
  expect(view.parts[0]?.lines).toBe(120)
  const rest = done(await furtherLines(actor, { padId: pad.padId, after: 100, now: now() }))
  expect(rest.lines).toHaveLength(20)
  expect(new Set([...view.lines, ...rest.lines].map((line) => line.id)).size).toBe(120)
})

test('a confidential price is hidden from who may not see it, with every total it could be worked out from', async () => {
  await world.sql(`UPDATE award SET confidentiality = 'pas' WHERE ampp_id = $1`, [world.packs.insulin])
  const pad = await aPad(world, [{ pack: 'insulin', packs: 3 }])
  const hidden = done(await padView(actor, pad.padId, now()))
  expect(hidden.lines[0]).toMatchObject({
    hidden: true,
    price: null,
    net: null,
    why: { price: null, contract: { price: null } },
  })
  expect(hidden.parts[0]?.amounts).toBeNull()
  expect(JSON.stringify(hidden)).not.toMatch(/72000|7\.20|21\.60|2160|2592/)
  const seen = done(await padView(world.actor('lead'), pad.padId, now()))
  expect(seen.lines[0]).toMatchObject({ hidden: false, price: 72_000 })
  const list = done(await openPads(actor)).find((one) => one.id === pad.padId)
  expect(list).toMatchObject({ gross: null, mine: true })
  await world.sql('UPDATE award SET price = price + 100 WHERE ampp_id = $1', [world.packs.insulin])
  const refused = await submitPad(technician(), { ...pad, unusual: pad.edit })
  expect(refused).toMatchObject({ refusal: { code: 'PRICE_CHANGED', lines: [{ was: null, now: null, shown: false }] } })
  expect(done(await padCheck(actor, pad.padId, now())).changed).toMatchObject([{ was: null, now: null, shown: false }])
  expect(done(await padCheck(world.actor('lead'), pad.padId, now())).changed).toMatchObject([
    { was: 72_000, now: 72_100 },
  ])
  await world.sql(`UPDATE award SET confidentiality = 'framework', price = price - 100 WHERE ampp_id = $1`, [
    world.packs.insulin,
  ])
})

test('vendors of a line: those with a price first, then every other account', async () => {
  const pad = await aPad(world, [{ pack: 'meropenemOther' }])
  const found = done(await vendorsForLine(actor, { padId: pad.padId, line: pad.lines[0] ?? '', now: now() }))
  expect(found.vendors.map((one) => [one.name, one.priced, one.price])).toEqual([
    ['Meridian Wholesale', true, 249_000],
    ['Albion Wholesale', false, null],
    ['Calder Generics', false, null],
    ['Larkspur Specials', false, null],
    ['Northgate Pharma', false, null],
  ])
  const other = await aPad(world)
  expect(await vendorsForLine(actor, { padId: other.padId, line: pad.lines[0] ?? '', now: now() })).toMatchObject({
    refusal: { code: 'NOT_FOUND' },
  })
})

test('the check names what is missing, what changed and what is unusual, and writes nothing', async () => {
  await submittedPad(world, [{ pack: 'adenosine5', packs: 2 }])
  const pad = await aPad(world, [{ pack: 'adenosine5', packs: 20 }, { pack: 'meropenemOther' }])
  const check = done(await padCheck(actor, pad.padId, now()))
  expect(check).toMatchObject({
    store: 'Main store, St Mary’s Road',
    storeKind: 'pharmacy',
    costCentre: 'P100 Pharmacy stock',
    missing: [{ missing: 'reason' }],
    changed: [],
    unusual: [{ packs: 20, usual: 2 }],
  })
  expect([...check.lines.values()].flat()).toHaveLength(2)
  expect(done(await padView(actor, pad.padId, now())).edit).toBe(pad.edit)
})

test('what became of a submitted pad, and of one thrown away', async () => {
  const pad = await aPad(world, [
    { pack: 'paracetamol', packs: 2 },
    { pack: 'meropenemOther', reason: 'RECALL' },
    { pack: 'morphine' },
  ])
  done(await submitPad(technician(), { ...pad, unusual: pad.edit }))
  expect(await padView(actor, pad.padId, now())).toMatchObject({ refusal: { code: 'PAD_CLOSED' } })
  const closed = done(await submittedOrders(actor, pad.padId))
  expect(closed.closedBy).toBe('Technician of RZZ')
  expect(
    closed.orders.map((one) => [one.supplier, one.kind, one.status, one.waitsFor.map((need) => need.who.title)]),
  ).toEqual([
    ['Meridian Wholesale', 'standard', 'awaiting_approval', ['Procurement lead']],
    ['Meridian Wholesale', 'cd', 'awaiting_approval', ['Procurement lead', 'Pharmacist']],
  ])
  const gone = await aPad(world, [{ pack: 'paracetamol' }])
  done(await discardPad(technician(), gone))
  expect(done(await submittedOrders(actor, gone.padId)).orders.map((one) => one.status)).toEqual(['cancelled'])
})

test('a pad is opened with what is in use, and what this person used last stands first', async () => {
  const choices = done(await padChoices(actor))
  expect(choices.stores.map((one) => one.label)).toEqual([
    'Dispensary, Eastfield',
    'Main store, St Mary’s Road',
    'CD cupboard, St Mary’s Road',
  ])
  expect(choices.last).toEqual({ storeId: RZZ.storeId, costCentreId: RZZ.costCentreId })
  expect(done(await padChoices(world.actor('lead2'))).last).toBeNull()
})

test('the type-ahead says award, price a unit, last paid, stock and look-alikes', async () => {
  const found = done(await searchPacks(actor, { text: 'adenosine', storeId: RZZ.storeId, now: now() }))
  const [five] = padHits(found).filter((hit) => hit.packText === '5 vials')
  expect(five).toMatchObject({
    vendor: { name: 'Calder Generics' },
    price: 120_000,
    perUnit: 24_000,
    state: 'ON_CONTRACT',
    award: { holder: 'Calder Generics', rank: 1 },
    alike: 'Packs of 5 and 6 vials of the same strength. 10 packs of 6 equal 12 packs of 5.',
    coverTenths: null,
  })
})

test('other trusts and other roles are shown nothing of a pad', async () => {
  const pad = await aPad(world, [{ pack: 'paracetamol' }])
  const line = pad.lines[0] ?? ''
  const changed = { edit: 2, added: [], lines: [line], removed: [], rows: [], rowsGone: [] }
  for (const [who, code] of [
    [world.actor('technician', { trust: 'RZY' }), 'NOT_FOUND'],
    [world.actor('stores'), 'NOT_ALLOWED'],
    [world.actor('auditor'), 'NOT_ALLOWED'],
  ] as const) {
    const { padId } = pad
    const answers = await Promise.all([
      padView(who, padId, now()),
      furtherLines(who, { padId, after: 0, now: now() }),
      padAfter(who, { padId, changed, now: now() }),
      padCheck(who, padId, now()),
      submittedOrders(who, padId),
      vendorsForLine(who, { padId, line, now: now() }),
    ])
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, refusal: { code } })
  }
  expect(done(await openPads(world.actor('technician', { trust: 'RZY' })))).toEqual([])
  expect(await openPads(world.actor('stores'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  expect(await padChoices(world.actor('stores'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
})

test('the type-ahead offers what is usual, and a line says where its medicine is on order already', async () => {
  const asked = { text: 'insulin', storeId: RZZ.storeId, now: now() }
  const before = done(await findForPad(actor, asked))
  const [order] = await submittedPad(world, [{ pack: 'insulin', packs: 7 }])
  const after = done(await findForPad(actor, asked))
  expect(after.hits[0]?.usualPacks).toBe(before.hits[0]?.usualPacks ?? 7)
  expect(await findForPad(world.actor('stores'), asked)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })

  const draft = await aPad(world, [{ pack: 'insulin', packs: 3 }])
  const pad = await aPad(world, [
    { pack: 'insulin', packs: 2 },
    { pack: 'melatonin', supplierId: world.suppliers.larkspur },
  ])
  const view = done(await padView(actor, pad.padId, now()))
  const also = view.lines.find((line) => line.id === pad.lines[0])?.alsoOn ?? []
  const [theirs] = await world.sql<{ number: string }>('SELECT number FROM purchase_order WHERE pad_id = $1', [
    draft.padId,
  ])
  expect(also[0]).toEqual({
    ...{ number: theirs?.number, draft: true, awaiting: false, store: null },
    ...{ packs: 3, ordered: 3, packText: '1 vial' },
  })
  expect(also).toContainEqual(
    expect.objectContaining({ number: order?.number, draft: false, packs: 7, ordered: 7, packText: '1 vial' }),
  )
  expect(also.length).toBeLessThanOrEqual(3)
  const own = await world.sql<{ number: string }>('SELECT number FROM purchase_order WHERE pad_id = $1', [pad.padId])
  expect(also.map((one) => one.number)).not.toContain(own[0]?.number)
  await world.sql(
    `UPDATE purchase_order SET submitted_at = submitted_at - interval '30 days' WHERE submitted_at IS NOT NULL`,
  )
  done(await discardPad(technician(), draft))
  const later = done(await padView(actor, pad.padId, now()))
  expect(later.lines.find((line) => line.id === pad.lines[0])?.alsoOn.filter((one) => !one.draft)).toEqual([])
})

test('what a supplier does not promise is neither on order in the type-ahead nor to come on the line', async () => {
  const pack = 'adenosine5'
  const asked = { text: 'adenosine', storeId: RZZ.storeId, now: now() }
  const hit = async () => done(await findForPad(actor, asked)).hits.find((one) => one.amppId === world.packs[pack])
  const vials = async () => Number(((await hit())?.onOrder ?? '0 vials').replace(/[^0-9]/g, ''))
  const before = await vials()
  const order = await aSentOrder(world, { lines: [{ pack, packs: 20, price: 100_000 }] })
  await world.sql('UPDATE purchase_order SET submitted_at = $2 WHERE id = $1', [order.id, now()])
  const pad = await aPad(world, [{ pack, packs: 1 }])
  const also = async () =>
    done(await padView(actor, pad.padId, now())).lines[0]?.alsoOn.find((one) => one.number === order.number)
  expect(await vials()).toBe(before + 100)
  expect((await hit())?.onOrder).toMatch(/ vials$/)
  expect((await hit())?.onHand).toMatch(/ vials?$/)
  expect(await also()).toMatchObject({ packs: 20, ordered: 20, awaiting: false, store: null })
  await answered(world, order, [answerTo(order.lines[0] ?? '', 'NOT_AVAILABLE', { packs: 0 })])
  expect(await vials()).toBe(before)
  expect(await also()).toMatchObject({ packs: 0, ordered: 20 })
})
