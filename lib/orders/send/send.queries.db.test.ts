import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { commit } from '#lib/db/commit.ts'
import { documentOfOrder } from '#lib/documents/document.queries.ts'
import { outgoingAttachment, outgoingList, outgoingMessage } from '#lib/exchange/mail/outgoing.queries.ts'
import { putOutgoing } from '#lib/exchange/mail/outgoing-folder.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anApprovedOrder, type PlantedOrder } from '#lib/testing/approved-order.ts'
import { queueTransmission } from '../order/transmission.store.ts'
import { sendPage } from './send.queries.ts'
import { sendOrder } from './send-order.job.ts'

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'outgoing-'))
const world = await aWorld()

async function sentOrder(planted: PlantedOrder = {}): Promise<string> {
  const order = await anApprovedOrder(world, planted)
  const act = world.act('lead')
  const queued = await commit(act, { name: 'testQueue', permission: 'order.view' }, order, (tx) =>
    queueTransmission(tx, act, order),
  )
  if (queued.ok && queued.value.state === 'queued') await sendOrder(world.systemAct(), queued.value.transmissionId)
  return order.number
}

const page = (number: string, role: 'lead' | 'stores' = 'lead', trust: 'RZZ' | 'RZY' = 'RZZ') =>
  sendPage(world.actor(role, { trust }), world.clock(), number)

test('the page of a sent order shows its message, its papers and what Peppol misses', async () => {
  const number = await sentOrder()
  const shown = await page(number)
  expect(shown).toMatchObject({
    status: 'sent',
    holds: [],
    ready: false,
    mailServerSet: false,
    missingForPeppol: ['This supplier has no Peppol endpoint.', 'This supplier has no country in its address.'],
    messages: [{ status: 'sent', channel: 'email', attempts: 1, acts: [], recipient: 'orders@meridian.example' }],
  })
  expect(shown?.documents.map((one) => one.kind).sort()).toEqual(['message_text', 'order_html', 'order_pdf'])
  for (const one of shown?.documents ?? []) {
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(one.size).toBeGreaterThan(100)
  }
  expect(await page(number, 'lead', 'RZY')).toBeNull()
  expect(await page('RZZ-PH-26-999999-9')).toBeNull()
  expect(await sendPage(world.actor('admin'), world.clock(), number)).toBeNull()
})

test('the page of a held order says what holds it, and of one that waits what will', async () => {
  const cd: PlantedOrder = { kind: 'cd', lines: [{ pack: 'morphine', packs: 1 }] }
  expect(await page(await sentOrder(cd))).toMatchObject({
    holds: [{ code: 'REQUISITION' }],
    ready: false,
    messages: [],
  })
  const special: PlantedOrder = { kind: 'unlicensed', supplier: 'larkspur', lines: [{ pack: 'melatonin', packs: 1 }] }
  const { number } = await anApprovedOrder(world, { ...special, status: 'awaiting_approval' })
  expect(await page(number)).toMatchObject({
    status: 'awaiting_approval',
    holds: [{ code: 'UNLICENSED' }],
    unlicensed: [{ vmpId: world.vmps.melatonin, approval: null }],
  })
  const free = await anApprovedOrder(world)
  expect(await page(free.number)).toMatchObject({ holds: [], ready: true })
})

test('a paper goes to those of its trust who may see prices, byte for byte', async () => {
  const number = await sentOrder()
  const documents = (await page(number))?.documents ?? []
  for (const { id, kind, sha256, size } of documents) {
    const file = await documentOfOrder(world.actor('auditor'), number, id)
    expect(file).toMatchObject({ ok: true })
    if (!file.ok) continue
    expect(file.value.content.byteLength).toBe(size)
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(file.value.content))
    expect(Buffer.from(digest).toString('hex')).toBe(sha256)
    const stores = await documentOfOrder(world.actor('stores'), number, id)
    if (kind === 'message_text') expect(stores.ok).toBe(true)
    else expect(stores).toMatchObject({ refusal: { code: 'NOT_ALLOWED', permission: 'price.view' } })
    const refused = { ok: false, refusal: { code: 'NOT_FOUND', what: 'document' } }
    expect(await documentOfOrder(world.actor('lead', { trust: 'RZY' }), number, id)).toEqual(refused)
    expect(await documentOfOrder(world.actor('lead'), 'RZZ-PH-26-000001-1', id)).toEqual(refused)
    expect(await documentOfOrder(world.actor('admin'), number, id)).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  }
})

test('each organisation sees its own outgoing folder only, and no path leads out of it', async () => {
  const number = await sentOrder()
  const lead = world.actor('lead')
  const list = await outgoingList(lead)
  const mine = list.messages.find((one) => one.subject.includes(number))
  expect(mine).toMatchObject({ to: 'orders@meridian.example' })
  const name = mine?.name ?? ''
  const message = await outgoingMessage(lead, name)
  expect(message?.text).toContain(`Attached is our purchase order ${number}`)
  const part = await outgoingAttachment(lead, name, 0)
  expect(part).toMatchObject({ ok: true, value: { mediaType: 'application/pdf' } })
  if (part.ok) expect(Buffer.from(part.value.content).subarray(0, 5).toString()).toBe('%PDF-')
  expect(await outgoingAttachment(lead, name, 7)).toMatchObject({ refusal: { code: 'NOT_FOUND' } })

  const other = world.actor('lead', { trust: 'RZY' })
  expect(await outgoingList(other)).toMatchObject({ all: 0, messages: [] })
  expect(await outgoingMessage(other, name)).toBeNull()
  for (const path of [`../RZZ/${name}`, '../../secret.eml', '', '.eml', `/etc/${name}`, `x\0${name}`])
    expect(await outgoingMessage(other, path), path).toBeNull()
  for (const role of ['stores', 'pharmacist', 'finance'] as const) {
    expect((await outgoingList(world.actor(role))).messages).toEqual([])
    expect(await outgoingMessage(world.actor(role), name)).toBeNull()
  }
})

test('a message put twice, or by many at once, is there once and whole', async () => {
  const raw = Buffer.alloc(200_000, 'x')
  await Promise.all(Array.from({ length: 12 }, () => putOutgoing('RZY', '<a/../b@tincture.example>', raw)))
  const list = await outgoingList(world.actor('lead', { trust: 'RZY' }))
  expect(list.messages.map(({ name, size }) => ({ name, size }))).toEqual([
    { name: 'a_.._b@tincture.example.eml', size: 200_000 },
  ])
  await expect(putOutgoing('../RZZ', '<a@b>', raw)).rejects.toThrow('no ODS code')
})
