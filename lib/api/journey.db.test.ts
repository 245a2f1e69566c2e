import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sendOrder } from '#lib/orders/send/send-order.job.ts'
import { aToken } from '#lib/testing/a-token.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { OpenApiClient } from '#lib/testing/openapi-client.ts'
import { GET as openApiRoute } from '../../app/api/v1/openapi.json/route.ts'
import { serve } from './door.ts'
import { OPERATIONS } from './operations.ts'

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-api-'))

type Json = Record<string, unknown>
type Order = {
  number: string
  status: string
  version: number
  revision: number
  lines: { line: number; ordered: number; outstanding: number }[]
  approvals: { role: string; state: string }[]
  transmissions: { id: string; status: string; channel: string }[]
  documents: { id: string; mediaType: string }[]
}

let world: World
let api: OpenApiClient
let raiser: string
let approver: string
let receiver: string
beforeAll(async () => {
  world = await aWorld()
  raiser = (await aToken(world, 'technician')).text
  approver = (await aToken(world, 'lead')).text
  receiver = (await aToken(world, 'stores')).text
  api = new OpenApiClient(await openApiRoute().json(), (request) => serve(request, OPERATIONS, world.clock))
})

const order = async (number: string, token = raiser) =>
  (await api.done(token, 'getOrder', { path: { number } })) as unknown as Order

/** What the worker would do meanwhile. */
async function workerSends(): Promise<void> {
  const queued = await world.sql<{ id: string }>(
    "SELECT id FROM transmission WHERE status = 'queued' AND channel = 'email'",
  )
  for (const { id } of queued) await sendOrder(world.systemAct(), id)
}

/** Raises one order of a product found by searching. */
async function raised(words: string, packs: number, more: Json = {}): Promise<Order> {
  const [store] = (await api.done(raiser, 'listStores')).items as { id: string; name: string; kind: string }[]
  const [centre] = (await api.done(raiser, 'listCostCentres')).items as { code: string }[]
  const { items } = await api.done(raiser, 'searchProducts', { query: { query: words } })
  const [product] = items as { amppId: string }[]
  const body = { store: store?.id, costCentre: centre?.code, lines: [{ amppId: product?.amppId, packs, ...more }] }
  const { orders } = await api.done(raiser, 'createOrders', { body })
  return order((orders as Order[])[0]?.number ?? '')
}

async function submitted(words: string, packs: number, more?: Json): Promise<Order> {
  const { number, version, revision } = await raised(words, packs, more)
  await api.done(raiser, 'submitOrder', { path: { number }, body: { version, revision } })
  return order(number)
}

test('with openapi.json and tokens alone, an order goes from create to receipt', async () => {
  const waiting = await submitted('insulin', 12)
  expect(waiting).toMatchObject({ status: 'awaiting_approval', approvals: [{ role: 'lead', state: 'waiting' }] })
  const at = { path: { number: waiting.number } }
  const own = await api.call(raiser, 'approveOrder', { ...at, body: { version: waiting.version, role: 'lead' } })
  expect([own.status, own.body.code]).toEqual([403, 'NOT_ALLOWED'])
  const agreed = await api.done(approver, 'approveOrder', { ...at, body: { version: waiting.version, role: 'lead' } })
  expect(agreed.next).toBe('queued')
  await workerSends()
  const sent = await order(waiting.number)
  expect(sent.status).toBe('sent')

  const list = await api.done(raiser, 'listOrders', { query: { view: 'sent', query: 'insulin' } })
  expect(list.items).toMatchObject([{ number: sent.number, status: 'sent' }])
  const { items: papers } = await api.done(raiser, 'listDocuments', at)
  for (const { id } of papers as { id: string }[]) {
    const paper = await api.done(raiser, 'getDocument', { path: { number: sent.number, documentId: id } })
    expect(paper.bytes).toBeGreaterThan(100)
  }
  expect((papers as Json[]).length).toBeGreaterThan(1)

  const answer = { version: sent.version, revision: sent.revision, source: 'email' }
  const line = sent.lines[0]?.line
  const told = await api.done(raiser, 'acknowledgeOrder', {
    ...at,
    body: { ...answer, lines: [{ line, code: 'ACCEPTED', expectedOn: '2026-11-30' }] },
  })
  expect(told).toMatchObject({ answered: 1, open: 0 })

  const entry = { line, batch: 'B77', expiry: '2028-06-30', accepted: 12, fridgeTenths: 51 }
  const wrong = await api.call(receiver, 'receiveOrder', {
    ...at,
    body: { entries: [{ ...entry, fridgeTenths: null }] },
  })
  expect([wrong.status, wrong.body.errors]).toMatchObject([422, [{ pointer: '/entries/0/fridgeTenths' }]])
  const unknown = await api.call(receiver, 'receiveOrder', { ...at, body: { entries: [{ ...entry, line: 9 }] } })
  expect(unknown.body.errors).toMatchObject([{ pointer: '/entries/0/line' }])
  const body = { deliveryNote: 'DN-1', entries: [entry] }
  const key = 'delivery DN-1'
  const receipt = await api.call(receiver, 'receiveOrder', { ...at, body, key })
  expect([receipt.status, receipt.body]).toMatchObject([201, { accepted: 12, over: 0, orders: [sent.number] }])
  const again = await api.call(receiver, 'receiveOrder', { ...at, body, key })
  expect([again.status, again.body]).toEqual([201, receipt.body])
  const other = await api.call(receiver, 'receiveOrder', { ...at, body: { ...body, deliveryNote: 'DN-2' }, key })
  expect([other.status, other.body.code]).toEqual([422, 'KEY_REUSED'])
  expect(await order(sent.number)).toMatchObject({ status: 'closed', lines: [{ outstanding: 0, received: 12 }] })

  const stock = await api.done(receiver, 'listStock')
  expect(stock.items).toMatchObject([{ batch: 'B77', units: '12', expiry: '2028-06-30' }])
  const events = (await api.done(raiser, 'listEvents')).items as { type: string; order: string | null }[]
  expect(events.filter((one) => one.order === sent.number).map((one) => one.type)).toEqual([
    'order.submitted',
    'order.approved',
    'order.queued',
    'order.sent',
    'order.acknowledged',
    'order.received',
    'order.closed',
  ])
})

test('an order is split as on the order pad, each draft submitted by itself, by the codes integrators have', async () => {
  await world.sql(
    `INSERT INTO pack_code (id, owner_id, ampp_id, kind, code, supplier_id, valid_from) VALUES
     (gen_random_uuid(), $1, $2, 'GTIN', '05012345678900', NULL, '2020-01-01'), (gen_random_uuid(), $1, $3, 'SUPPLIER', 'CAL-77', $4, '2020-01-01')`,
    [world.trusts.QZZ.id, world.packs.paracetamol, world.packs.adenosine5, world.suppliers.calder],
  )
  const lines = [
    { gtin: '5012345678900', packs: 3 },
    { supplierCode: 'CAL-77', supplier: 'CALDER', packs: 20 },
    { amppId: world.packs.morphine, packs: 2 },
    { amppId: world.packs.meropenem, packs: 4, store: 'Dispensary' },
  ]
  const body = { store: 'Main store', costCentre: 'P100', note: 'Ring the bell', lines }
  const { orders } = await api.done(raiser, 'createOrders', { body, key: 'four' })
  const made = orders as { number: string; kind: string; revision: number; version: number; lines: Json[] }[]
  expect(made.map(({ kind, lines }) => [kind, ...lines.map((line) => line.from)])).toEqual([
    ['standard', 0],
    ['standard', 1],
    ['cd', 2],
    ['standard', 3],
  ])
  const replay = await api.done(raiser, 'createOrders', { body, key: 'four' })
  expect(replay.orders).toEqual(orders)
  for (const { number, version, revision } of made) {
    const read = await order(number)
    expect([read.version, read.revision]).toEqual([version, revision])
  }
  const [first, second] = made
  const submit = { version: second?.version, revision: second?.revision }
  await api.done(raiser, 'submitOrder', { path: { number: second?.number }, body: submit })
  expect((await order(first?.number ?? '')).status).toBe('draft')
  const stale = await api.call(raiser, 'submitOrder', { path: { number: second?.number }, body: submit })
  expect([stale.status, stale.body.code]).toEqual([409, 'WRONG_STATUS'])
  const unknown = await api.call(raiser, 'createOrders', {
    body: {
      ...body,
      store: 'Nowhere',
      lines: [
        { gtin: '4006381333931', packs: 1 },
        { ...lines[1], supplier: 'NOBODY' },
      ],
    },
  })
  expect((unknown.body.errors as { pointer: string }[]).map((one) => one.pointer).sort()).toEqual([
    '/lines/0/gtin',
    '/lines/1/supplier',
    '/lines/1/supplierCode',
    '/store',
  ])
})

test('approvers return and refuse, raisers submit again and cancel, and what is not e-mailed is written down', async () => {
  const back = await submitted('paracetamol', 7)
  const version = { version: back.version, role: 'lead' }
  await api.done(approver, 'returnOrder', { path: { number: back.number }, body: { ...version, comment: 'Fewer' } })
  const returned = await order(back.number)
  expect(returned.status).toBe('returned')
  const again = { version: returned.version, revision: returned.revision }
  await api.done(raiser, 'submitOrder', { path: { number: back.number }, body: again })
  const second = await order(back.number)
  expect([second.status, second.version]).toEqual(['awaiting_approval', returned.version + 1])
  const refusal = { version: second.version, role: 'lead', comment: 'Not needed' }
  await api.done(approver, 'rejectOrder', { path: { number: back.number }, body: refusal })
  expect((await order(back.number)).status).toBe('rejected')

  const draft = await raised('adenosine', 1)
  const reason = 'Ordered twice'
  const gone = await api.done(raiser, 'cancelOrder', {
    path: { number: draft.number },
    body: { version: draft.version, reason },
  })
  expect(gone.how).toBe('at_once')

  const { items: suppliers } = await api.done(raiser, 'listSuppliers', { query: { query: 'albion' } })
  const [albion] = suppliers as { code: string; account: { channel: string } }[]
  expect(albion?.account.channel).toBe('phone')
  const byPhone = await submitted('paracetamol', 5, {
    supplier: albion?.code,
    price: '1.25',
    priceSource: 'By phone',
    offContractReason: 'EMERGENCY',
  })
  const roles = byPhone.approvals.filter((one) => one.state === 'waiting').map((one) => one.role)
  for (const role of roles) {
    const who = (await aToken(world, role === 'pharmacist' ? 'pharmacist' : (role as 'lead'))).text
    await api.done(who, 'approveOrder', { path: { number: byPhone.number }, body: { version: byPhone.version, role } })
  }
  const [transmission] = (await order(byPhone.number)).transmissions
  const placed = { how: 'by_hand', transmissionId: transmission?.id, channel: 'phone', on: '2026-11-23', at: '09:00' }
  await api.done(raiser, 'sendOrder', { path: { number: byPhone.number }, body: { ...placed, whom: 'Sam' } })
  expect((await order(byPhone.number)).status).toBe('sent')
})

test('what was agreed and used can be read', async () => {
  const { items } = await api.done(raiser, 'listContracts', { query: { amppId: world.packs.meropenem } })
  expect(items).toMatchObject([{ price: '18.50', route: 'wholesaler', wholesalers: [{ name: 'Meridian Wholesale' }] }])
  await world.sql(
    "INSERT INTO usage_day (trust_id, store_id, vmp_id, day, units_milli) VALUES ($1, $2, $3, '2026-11-20', 2500)",
    [...[world.trusts.RZZ.id, world.trusts.RZZ.storeId, world.vmps.meropenem]],
  )
  const usage = await api.done(raiser, 'listUsage', { query: { from: '2026-11-01' } })
  expect(usage.items).toMatchObject([{ vmpId: world.vmps.meropenem, day: '2026-11-20', units: '2.5' }])
})

test('a stock system tells what it counted and issued: once for its key, every bad entry by its place', async () => {
  const { storeId } = world.trusts.RZZ
  const pack = { amppId: world.packs.paracetamol, batch: 'P9', expiry: '2027-03-31' }
  const body = { store: storeId, counts: [{ ...pack, units: '250.5' }] }
  const once = await api.call(receiver, 'recordStockCount', { body, key: 'count 1' })
  expect([once.status, once.body]).toEqual([201, { moved: 1 }])
  const again = await api.call(receiver, 'recordStockCount', { body, key: 'count 1' })
  expect([again.status, again.body]).toEqual([201, { moved: 1 }])
  expect(await api.done(receiver, 'recordStockCount', { body, key: 'count 2' })).toEqual({ moved: 0 })
  const held = await api.done(receiver, 'listStock', { query: { vmpId: world.vmps.paracetamol } })
  expect(held.items).toMatchObject([{ batch: 'P9', units: '250.5', expiry: '2027-03-31' }])

  const counts = [body.counts[0], { ...pack, amppId: '324344005', units: '1' }]
  const strange = await api.call(receiver, 'recordStockCount', { body: { ...body, counts } })
  expect([strange.status, strange.body.errors]).toMatchObject([422, [{ pointer: '/counts/1/amppId' }]])
  const elsewhere = await api.call(receiver, 'recordStockCount', {
    body: { ...body, store: world.trusts.RZY.storeId },
  })
  expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'NOT_FOUND'])
  const notTheirs = await api.call(approver, 'recordStockCount', { body })
  expect([notTheirs.status, notTheirs.body.code]).toEqual([403, 'NOT_ALLOWED'])
  const reading = (await aToken(world, 'stores', { scopes: ['stock:read'] })).text
  expect((await api.call(reading, 'recordStockCount', { body })).body.code).toBe('SCOPE_MISSING')

  const day = (units: string, on = '2026-11-21') => ({ vmpId: world.vmps.paracetamol, day: on, units })
  const usage = { store: storeId, usage: [day('12'), day('-2.5', '2026-11-22')] }
  expect(await api.done(receiver, 'recordUsage', { body: usage })).toEqual({ recorded: 2 })
  const used = await api.done(raiser, 'listUsage', { query: { vmpId: world.vmps.paracetamol } })
  expect((used.items as Json[]).map((one) => one.units)).toEqual(['12', '-2.5'])
  const toCome = await api.call(receiver, 'recordUsage', { body: { ...usage, usage: [day('1', '2026-12-24')] } })
  expect([toCome.status, toCome.body.errors]).toMatchObject([422, [{ pointer: '/usage/0/day' }]])
})

test('every operation that the document tells of was driven', () => {
  expect([...api.called].sort()).toEqual(api.operations().sort())
})
