import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { addPerson } from '#lib/access/add-person.command.ts'
import { changeRoles } from '#lib/access/change-roles.command.ts'
import { joinTrust } from '#lib/access/join-trust.command.ts'
import type { Role } from '#lib/access/roles.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { approveOrder } from '#lib/orders/approve/approve-order.command.ts'
import { rejectOrder } from '#lib/orders/approve/reject-order.command.ts'
import { returnOrder } from '#lib/orders/approve/return-order.command.ts'
import { waitingApprovals } from '#lib/orders/approve/waiting.queries.ts'
import { openPad } from '#lib/orders/raise/open-pad.command.ts'
import { padChoices } from '#lib/orders/raise/pads.queries.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import { expectedDeliveries } from '#lib/orders/receive/deliveries.queries.ts'
import { deliveryDesk } from '#lib/orders/receive/desk.queries.ts'
import { reverseReceipt } from '#lib/orders/receive/reverse-receipt.command.ts'
import { signRequisition } from '#lib/orders/send/sign-requisition.command.ts'
import { writeRequisition } from '#lib/orders/send/write-requisition.command.ts'
import { countSheet } from '#lib/stock/count.queries.ts'
import { recordStockCount } from '#lib/stock/record-stock-count.command.ts'
import { recordUsage } from '#lib/stock/record-usage.command.ts'
import { aPad, done } from '#lib/testing/a-pad.ts'
import { aWorld, type TestPerson } from '#lib/testing/a-trust.ts'
import { cameIn } from '#lib/testing/answered-order.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { anAskedOrder } from '#lib/testing/asked-order.ts'

process.env.AUTH_SECRET ??= 'test-secret-of-at-least-32-letters'
process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-sites-'))
const world = await aWorld()
const { storeId, secondStoreId, costCentreId } = world.trusts.RZZ
const siteOf = async (store: string) =>
  (await world.sql<{ site_id: string }>('SELECT site_id FROM store WHERE id = $1', [store]))[0]?.site_id ?? ''
const [here, there] = [await siteOf(storeId), await siteOf(secondStoreId)]
const NOT_HERE = { ok: false, refusal: { code: 'NOT_AT_SITE', site: 'St Mary’s Road' } }

async function limit(person: TestPerson, role: Role, ...siteIds: string[]): Promise<void> {
  const sites = siteIds.map((siteId) => ({ role, siteId }))
  done(await changeRoles(world.act('admin'), { personId: world.personId(person), roles: [role], sites }))
}

beforeEach(async () => {
  for (const role of ['technician', 'stores', 'lead', 'pharmacist'] as const) await limit(role, role)
})

test('an approver of another site decides nothing, is shown nothing to decide, and decides once the limit is gone', async () => {
  const order = await anAskedOrder(world)
  const shown = { number: order.number, version: 1, role: 'lead' as const, comment: 'Fine by me' }
  await limit('lead', 'lead', there)
  for (const decide of [approveOrder, rejectOrder, returnOrder]) {
    expect(await decide(world.act('lead'), shown), decide.name).toMatchObject(NOT_HERE)
  }
  const mine = await withTrust(world.actor('lead'), async (tx) => {
    return (await waitingApprovals(tx, world.actor('lead'), world.clock(), await peopleOfTrust(tx))).waiting
  })
  const waiting = mine.find((one) => one.number === order.number)
  expect(waiting?.mine).toBe(false)
  expect(waiting?.whyNot).not.toBeNull()
  expect(waiting?.goesTo.names).not.toContain(world.actor('lead').name)
  await limit('lead', 'lead', there, here)
  expect((await approveOrder(world.act('lead'), shown)).ok).toBe(true)
})

test('where the only lead of a site is limited elsewhere, the order comes to the next role up', async () => {
  const order = await anAskedOrder(world)
  await limit('lead', 'lead', there)
  await limit('lead2', 'lead', there)
  const all = await withTrust(world.actor('chief'), async (tx) => {
    return (await waitingApprovals(tx, world.actor('chief'), world.clock(), await peopleOfTrust(tx))).waiting
  })
  expect(all.find((one) => one.number === order.number)).toMatchObject({ mine: true, whyNot: null })
  await limit('lead2', 'lead')
})

test('a pharmacist of another site signs no requisition', async () => {
  const order = await anApprovedOrder(world, { kind: 'cd', lines: [{ pack: 'morphine', packs: 2 }] })
  await limit('pharmacist', 'pharmacist', there)
  const input = { number: order.number, version: 1 }
  const written = { ...input, profession: 'Pharmacist', purpose: 'Hospital stock' }
  expect(await writeRequisition(world.act('pharmacist'), written)).toMatchObject(NOT_HERE)
  expect(
    await signRequisition(world.act('pharmacist'), { ...input, signed: 'yes', unusualReason: 'Stock' }),
  ).toMatchObject(NOT_HERE)
  await limit('pharmacist', 'pharmacist', here)
  expect((await writeRequisition(world.act('pharmacist'), written)).ok).toBe(true)
})

test('goods-in of another site books nothing in, takes nothing back, counts nothing, and is shown its own site only', async () => {
  const order = await anApprovedOrder(world, { status: 'sent' })
  const [line] = await world.sql<{ id: string }>('SELECT id FROM order_line WHERE order_id = $1', [order.id])
  const lineId = line?.id ?? ''
  const { meridian } = world.suppliers
  const booked = done(await cameIn(world, lineId, 2))
  await limit('stores', 'stores', there)
  expect(await cameIn(world, lineId, 1)).toMatchObject(NOT_HERE)
  const back = { receiptNumber: booked.receiptNumber, reason: 'Wrong store' }
  expect(await reverseReceipt(world.act('stores'), back)).toMatchObject(NOT_HERE)
  const counts = [{ amppId: world.packs.meropenem, batch: 'A1', expiry: '2028-08-31', unitsMilli: 0 }]
  expect(await recordStockCount(world.act('stores'), { storeId, counts } as never)).toMatchObject(NOT_HERE)
  const usage = [{ vmpId: world.vmps.meropenem, day: '2026-11-20', unitsMilli: 1000 }]
  expect(await recordUsage(world.act('stores'), { storeId, usage } as never)).toMatchObject(NOT_HERE)
  const expected = async () =>
    (await expectedDeliveries(world.actor('stores'), world.clock())).map((one) => one.storeId)
  expect(await expected()).not.toContain(storeId)
  expect(await deliveryDesk(world.actor('stores'), world.clock(), { supplierId: meridian, storeId })).toBeNull()
  expect((await countSheet(world.actor('stores'), world.vmps.meropenem, null))?.stores.map((one) => one.id)).toEqual([
    secondStoreId,
  ])
  expect((await expectedDeliveries(world.actor('auditor'), world.clock())).map((one) => one.storeId)).toContain(storeId)
  await limit('stores', 'stores', here)
  expect(await expected()).toContain(storeId)
  expect((await cameIn(world, lineId, 1)).ok).toBe(true)
})

test('a technician of another site opens no pad here, submits nothing from here, and is offered their own stores', async () => {
  const pad = await aPad(world, [{ pack: 'meropenem', packs: 2 }])
  await limit('technician', 'technician', there)
  const input = { padId: pad.padId, edit: pad.edit, unusual: pad.edit }
  expect(await submitPad(world.act('technician'), input)).toMatchObject(NOT_HERE)
  expect(await openPad(world.act('technician'), { storeId, costCentreId })).toMatchObject(NOT_HERE)
  expect((await openPad(world.act('technician'), { storeId: secondStoreId, costCentreId })).ok).toBe(true)
  const choices = done(await padChoices(world.actor('technician')))
  expect(choices.stores.map((one) => one.id)).toEqual([secondStoreId])
  expect((await submitPad(world.act('technician2'), input)).ok).toBe(true)
})

test('a site of another trust is none, and a limit goes with its role', async () => {
  const foreign = await siteOf(world.trusts.RZY.storeId)
  const personId = world.personId('stores2')
  const set = (roles: Role[], role: Role, siteId: string) =>
    changeRoles(world.act('admin'), { personId, roles, sites: [{ role, siteId }] })
  expect(await set(['stores'], 'stores', foreign)).toMatchObject({ ok: false, refusal: { code: 'INVALID' } })
  done(await set(['stores'], 'stores', there))
  done(await set(['finance'], 'stores', there))
  expect(await world.sql('SELECT role FROM role_site WHERE person_id = $1', [personId])).toEqual([])
  const input = { email: 'far@rzz.example', name: 'Far', roles: ['stores' as const] }
  expect(await addPerson(world.act('admin'), { ...input, sites: [{ role: 'stores', siteId: foreign }] })).toMatchObject(
    { refusal: { code: 'INVALID' } },
  )
})

test('who joins by a code has the limits they were asked with', async () => {
  const email = 'both@rzz.example'
  const made = done(await addPerson(world.act('admin'), { email, name: 'Both', roles: ['technician'] }))
  const northbank = await siteOf(world.trusts.RZY.storeId)
  const there = {
    email,
    name: 'Both',
    roles: ['stores' as const],
    sites: [{ role: 'stores' as const, siteId: northbank }],
  }
  const asked = done(await addPerson(world.act('admin', { trust: 'RZY' }), there))
  const act = world.act('technician')
  done(await joinTrust({ ...act, actor: { ...act.actor, personId: made.personId } }, { code: asked.code ?? '' }))
  expect(await world.sql('SELECT role, site_id FROM role_site WHERE person_id = $1', [made.personId])).toEqual([
    { role: 'stores', site_id: northbank },
  ])
})
