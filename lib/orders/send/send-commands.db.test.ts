import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import type { Result } from '#lib/result.ts'
import { saveSupplierAccount } from '#lib/suppliers/save-supplier-account.command.ts'
import { accountForm } from '#lib/suppliers/supplier.schema.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anApprovedOrder, type PlantedOrder } from '#lib/testing/approved-order.ts'
import { localDate } from '#lib/values/dates.ts'
import { queueTransmission } from '../order/transmission.store.ts'
import { approveUnlicensed } from './approve-unlicensed.command.ts'
import { queueHeld } from './queue-held.job.ts'
import { recordManualSending } from './record-manual-sending.command.ts'
import { resendOrder } from './resend-order.command.ts'
import { sendPage } from './send.queries.ts'
import { sendHeldOrder } from './send-held-order.command.ts'
import { sendOrder } from './send-order.job.ts'
import { settleTransmission } from './settle-transmission.command.ts'
import { signRequisition } from './sign-requisition.command.ts'
import { writeRequisition } from './write-requisition.command.ts'

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'outgoing-'))
const world = await aWorld()

type Queued = { id: string; order: string; number: string; version: number }
async function planted(order: PlantedOrder = {}): Promise<Queued> {
  const { id, number } = await anApprovedOrder(world, order)
  const act = world.act('lead')
  const queued = await commit(act, { name: 'testQueue', permission: 'order.view' }, { id }, (tx) =>
    queueTransmission(tx, act, { id }),
  )
  if (!queued.ok) throw new Error(queued.refusal.code)
  const value = queued.value
  return { id: value.state === 'queued' ? value.transmissionId : '', order: id, number, version: 1 }
}

const one = async <T extends object>(sql: string, ...values: unknown[]) => (await world.sql<T>(sql, values))[0]
const status = async (id: string) =>
  (await one<{ status: string }>('SELECT status FROM transmission WHERE id = $1', id))?.status
const orderOf = (id: string) =>
  one<{ status: string; sent_at: Date; answer_due_at: Date }>(
    'SELECT status, sent_at, answer_due_at FROM purchase_order WHERE id = $1',
    id,
  )
const force = (id: string, to: string) =>
  world.sql('UPDATE transmission SET status = $2, handed_at = $3 WHERE id = $1', [id, to, world.clock()])
const lastEvent = async (order: string) => {
  const row = await one<{ verb: string; payload: string }>(
    'SELECT verb, payload FROM audit_event WHERE chain_id = $1 ORDER BY seq DESC LIMIT 1',
    order,
  )
  return row && { verb: row.verb, ...(JSON.parse(row.payload) as { data: object }) }
}

/** A command refuses other roles and other trusts, and one key acts once. */
async function guarded(
  run: (act: Act) => Promise<Result<unknown>>,
  allowed: 'technician' | 'pharmacist',
): Promise<void> {
  for (const role of ['stores', 'finance', 'auditor', 'admin'] as const) {
    expect(await run(world.act(role)), role).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  }
  expect(await run(world.act(allowed, { trust: 'RZY' }))).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
}

test('an order placed by phone is written down once, with when and whom', async () => {
  const { id, order, number } = await planted({ supplier: 'albion' })
  world.clock.advance(3_600_000)
  const input = {
    number,
    transmissionId: id,
    channel: 'phone' as const,
    on: localDate('2026-11-23'),
    at: '09:30',
    whom: 'Priya, order desk',
    reference: 'ALB-778',
  }
  await guarded((act) => recordManualSending(act, input), 'technician')
  const early = await recordManualSending(world.act('technician'), { ...input, at: '08:30' })
  expect(early).toMatchObject({ refusal: { code: 'INVALID', errors: [{ field: 'at' }] } })
  const late = await recordManualSending(world.act('technician'), { ...input, at: '18:00' })
  expect(late).toMatchObject({ refusal: { code: 'INVALID' } })
  const acts = Array.from({ length: 4 }, () => world.act('technician'))
  const both = await Promise.all(acts.map((act) => recordManualSending(act, input)))
  expect(both.filter((result) => result.ok)).toHaveLength(1)
  expect(both.filter((result) => !result.ok)[0]).toMatchObject({
    refusal: { code: 'SENDING_MOVED_ON', status: 'sent' },
  })
  const winner = acts[both.findIndex((result) => result.ok)]
  if (winner) expect(await recordManualSending(winner, input)).toEqual({ ok: true, value: { number } })
  expect(await orderOf(order)).toEqual({
    status: 'sent',
    sent_at: new Date('2026-11-23T09:30:00Z'),
    answer_due_at: new Date('2026-11-24T09:30:00Z'),
  })
  expect(await one('SELECT status, channel, recipient, proof, settled_by FROM transmission WHERE id = $1', id)).toEqual(
    {
      status: 'sent',
      channel: 'phone',
      recipient: 'Priya, order desk',
      proof: 'By phone with Priya, order desk. Reference ALB-778',
      settled_by: world.personId('technician'),
    },
  )
  const event = await lastEvent(order)
  expect(event).toMatchObject({ verb: 'SENT', data: { channel: 'phone', reference: 'ALB-778', byHand: true } })
  expect(JSON.stringify(event)).not.toContain('Priya')
})

test('an e-mail that waits can be phoned through instead, and then does not leave', async () => {
  const { id, order, number } = await planted()
  const input = {
    number,
    transmissionId: id,
    channel: 'phone' as const,
    on: localDate('2026-11-23'),
    at: '10:00',
    whom: 'Order desk',
    reference: '',
  }
  await force(id, 'sending')
  const busy = await recordManualSending(world.act('technician'), input)
  expect(busy).toMatchObject({ refusal: { code: 'SENDING_MOVED_ON', status: 'sending' } })
  await force(id, 'queued')
  expect(await recordManualSending(world.act('technician'), input)).toMatchObject({ ok: true })
  expect(await sendOrder(world.systemAct(), id)).toBe('nothing_to_do')
  expect((await orderOf(order))?.status).toBe('sent')
})

test('a failed message goes again, to the address the account has now', async () => {
  const { id, order, number } = await planted({ supplier: 'calder' })
  const again = (act: Act) => resendOrder(act, { number, transmissionId: id })
  expect(await again(world.act('lead'))).toMatchObject({ refusal: { code: 'SENDING_MOVED_ON', status: 'queued' } })
  await force(id, 'failed')
  await world.sql('UPDATE transmission SET attempts = 8 WHERE id = $1', [id])
  await world.sql(`UPDATE supplier_account SET order_email = 'desk@calder.example' WHERE supplier_id = $1`, [
    world.suppliers.calder,
  ])
  await guarded(again, 'technician')
  const both = await Promise.all([again(world.act('lead')), again(world.act('technician'))])
  expect(both.filter((result) => result.ok)).toHaveLength(1)
  expect(await lastEvent(order)).toMatchObject({ verb: 'QUEUED', data: { again: true } })
  expect(await sendOrder(world.systemAct(), id)).toBe('accepted')
  const row = await one<{ recipient: string; attempts: number }>('SELECT * FROM transmission WHERE id = $1', id)
  expect(row).toMatchObject({ recipient: 'desk@calder.example', attempts: 9, status: 'sent' })
})

test('without a mail server the message is kept once in the trust’s outgoing folder', async () => {
  const { id, number } = await planted()
  expect(await sendOrder(world.systemAct(), id)).toBe('accepted')
  const folder = path.join(process.env.DATA_DIR ?? '', 'outgoing', 'RZZ')
  const files = readdirSync(folder).filter((name) => name.startsWith(number))
  expect(files).toEqual([`${number}.v1.order@tincture.example.eml`])
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([])
  const first = readFileSync(path.join(folder, files[0] ?? ''), 'utf8')
  await world.sql(`UPDATE transmission SET status = 'queued' WHERE id = $1`, [id])
  await world.sql(`UPDATE purchase_order SET status = 'approved' WHERE number = $1`, [number])
  world.clock.advance(60_000)
  expect(await sendOrder(world.systemAct(), id)).toBe('accepted')
  expect(readFileSync(path.join(folder, files[0] ?? ''), 'utf8')).toBe(first)
  expect(readdirSync(folder).filter((name) => name.startsWith(number))).toHaveLength(1)
})

test('a person settles an unknown outcome, one way or the other, once', async () => {
  const came = await planted()
  const how = 'Phoned the order desk: they have it'
  const settle = (of: Queued, outcome: 'arrived' | 'not_arrived') => (act: Act) =>
    settleTransmission(act, { number: of.number, transmissionId: of.id, outcome, how })
  expect(await settle(came, 'arrived')(world.act('lead'))).toMatchObject({ refusal: { code: 'SENDING_MOVED_ON' } })
  await force(came.id, 'needs_checking')
  await guarded(settle(came, 'arrived'), 'technician')
  const handedAt = world.clock()
  world.clock.advance(600_000)
  const both = await Promise.all([
    settle(came, 'arrived')(world.act('lead')),
    settle(came, 'not_arrived')(world.act('technician')),
  ])
  expect(both.filter((result) => result.ok)).toHaveLength(1)
  const lost = await planted()
  await force(lost.id, 'needs_checking')
  expect(await settle(lost, 'not_arrived')(world.act('lead'))).toMatchObject({ ok: true })
  expect(await lastEvent(lost.order)).toMatchObject({ verb: 'SETTLED', data: { outcome: 'not_arrived', how } })
  expect(await status(lost.id)).toBe('queued')
  expect(await sendOrder(world.systemAct(), lost.id)).toBe('accepted')
  const sure = await planted()
  await force(sure.id, 'needs_checking')
  await world.sql('UPDATE transmission SET handed_at = $2 WHERE id = $1', [sure.id, handedAt])
  await settle(sure, 'arrived')(world.act('lead'))
  expect(await orderOf(sure.order)).toMatchObject({ status: 'sent', sent_at: handedAt })
})

test('a sending whose worker went silent after the data can be settled before the round saw it', async () => {
  const { id, number } = await planted()
  await force(id, 'sending')
  await world.sql('UPDATE transmission SET lease_until = $2 WHERE id = $1', [id, world.clock()])
  const how = 'Their portal shows it'
  const settled = await settleTransmission(world.act('lead'), { number, transmissionId: id, outcome: 'arrived', how })
  expect(settled).toMatchObject({ ok: true })
  expect(await status(id)).toBe('sent')
})

test('a controlled drug order leaves once the pharmacist says the signed requisition went', async () => {
  const { order, number, version } = await planted({ kind: 'cd', lines: [{ pack: 'morphine', packs: 30 }] })
  const sign = (act: Act, unusualReason = 'A month of theatre lists') =>
    signRequisition(act, { number, version, signed: 'yes', unusualReason })
  const write = (act: Act) =>
    writeRequisition(act, { number, version, profession: 'Pharmacist', purpose: 'Ward stock' })
  expect(await sign(world.act('pharmacist'))).toMatchObject({ refusal: { code: 'REQUISITION_NOT_WRITTEN' } })
  for (const command of [sign, write]) {
    await guarded(command, 'pharmacist')
    expect(await command(world.act('technician'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  }
  expect(await write(world.act('pharmacist'))).toMatchObject({ ok: true })
  expect(await write(world.act('pharmacist'))).toMatchObject({ ok: true })
  const html = await one<{ content: Buffer }>(
    `SELECT content FROM document WHERE order_id = $1 AND kind = 'requisition_html' ORDER BY id DESC LIMIT 1`,
    order,
  )
  const words = html?.content.toString() ?? ''
  for (const particular of [
    'Pharmacist of RZZ',
    '1 Test Road',
    'Pharmacist',
    'Ward stock',
    '300 (three hundred) ampoules',
    'Signature',
  ])
    expect(words).toContain(particular)
  const stale = await signRequisition(world.act('pharmacist'), { number, version: 2, signed: 'yes', unusualReason: '' })
  expect(stale).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } })
  expect(await world.sql('SELECT 1 FROM transmission WHERE order_id = $1', [order])).toHaveLength(0)
  expect(await sign(world.act('chief'))).toMatchObject({
    refusal: { code: 'NOT_THE_RECIPIENT', recipient: 'Pharmacist of RZZ' },
  })
  const both = await Promise.all([sign(world.act('pharmacist')), sign(world.act('pharmacist'))])
  expect(both.filter((result) => result.ok)).toEqual([{ ok: true, value: { number, state: 'queued' } }])
  expect(await write(world.act('pharmacist'))).toMatchObject({ ok: false })
  const row = await one<{ id: string }>('SELECT id FROM transmission WHERE order_id = $1', order)
  expect(await sendOrder(world.systemAct(), row?.id ?? '')).toBe('accepted')
})

test('whoever raised, submitted or changed an order of controlled drugs neither writes nor signs its requisition', async () => {
  const cd: PlantedOrder = { kind: 'cd', lines: [{ pack: 'morphine', packs: 2, price: 80_000 }] }
  const set = (id: string, column: string, value: unknown) =>
    world.sql(`UPDATE purchase_order SET ${column} = $2 WHERE id = $1`, [id, value])
  const mine = world.personId('pharmacist')
  const parts = [
    ['raised_by', mine, 'raised'],
    ['submitted_by', mine, 'submitted'],
    ['changers', [mine], 'changed'],
  ] as const
  for (const [column, value, how] of parts) {
    const { order, number } = await planted(cd)
    const of = { number, version: 1 }
    const write = { ...of, profession: 'Pharmacist', purpose: 'Hospital stock' }
    const sign = { ...of, signed: 'yes' as const, unusualReason: 'First of the year' }
    // written before they had a part in it, it is theirs to sign no more
    expect(await writeRequisition(world.act('pharmacist'), write)).toMatchObject({ ok: true })
    await set(order, column, value)
    const own = { ok: false, refusal: { code: 'OWN_ORDER', how } }
    expect(await signRequisition(world.act('pharmacist'), sign)).toEqual(own)
    expect(await writeRequisition(world.act('pharmacist'), write)).toEqual(own)
    expect(await writeRequisition(world.act('pharmacist2'), write)).toMatchObject({ ok: true })
    expect(await signRequisition(world.act('pharmacist2'), sign)).toMatchObject({ ok: true })
  }
})

test('more than three months used needs its reason, and what the signer was shown is kept', async () => {
  const { order, number, version } = await planted({ kind: 'cd', lines: [{ pack: 'morphine', packs: 30 }] })
  const pharmacist = () => world.act('pharmacist')
  await writeRequisition(pharmacist(), { number, version, profession: 'Pharmacist', purpose: 'Ward stock' })
  const sign = (unusualReason: string) =>
    signRequisition(pharmacist(), { number, version, signed: 'yes', unusualReason })
  const used = (day: string, units: number) =>
    world.sql('INSERT INTO usage_day (trust_id, store_id, vmp_id, day, units_milli) VALUES ($1, $2, $3, $4, $5)', [
      ...[world.trusts.RZZ.id, world.trusts.RZZ.cupboardId, world.vmps.morphine, day, units * 1000],
    ])
  expect(await sign('')).toMatchObject({ refusal: { code: 'CD_QUANTITY' } })
  await used('2026-08-20', 1000) // longer ago than three months
  await used('2026-11-01', 299)
  expect(await sign('')).toMatchObject({ refusal: { code: 'CD_QUANTITY' } })
  const page = await sendPage(world.actor('pharmacist'), world.clock(), number)
  expect(page?.usage).toMatchObject([{ ordered: 300_000, used: 299_000, unusual: true }])
  expect(await sign('Two more theatres from Monday')).toMatchObject({ ok: true })
  const kept = await one('SELECT usage, unusual_reason FROM requisition WHERE order_id = $1', order)
  expect(kept).toMatchObject({
    usage: [{ ordered: 300_000, used: 299_000 }],
    unusual_reason: 'Two more theatres from Monday',
  })
  const next = await planted({ kind: 'cd', lines: [{ pack: 'morphine', packs: 29 }] })
  await writeRequisition(pharmacist(), { number: next.number, version, profession: 'Pharmacist', purpose: 'Stock' })
  const within = { number: next.number, version, signed: 'yes' as const, unusualReason: '' }
  expect(await signRequisition(pharmacist(), within)).toMatchObject({ ok: true })
})

test('an unlicensed medicine is approved with a number that its lines carry, and its orders leave', async () => {
  const special: PlantedOrder = { kind: 'unlicensed', supplier: 'larkspur', lines: [{ pack: 'melatonin', packs: 2 }] }
  const first = await planted(special)
  const second = await planted(special)
  const own = await planted({ ...special, raisedBy: 'pharmacist' })
  const input = {
    number: first.number,
    version: 1,
    vmpId: world.vmps.melatonin,
    request: 'Paediatric clinic, Dr Shaw, 20 November',
    reason: 'Sleep disorder in a child with autism',
    alternatives: 'Melatonin 2mg tablets: cannot swallow',
    quality: 'Certificate of analysis seen by the quality pharmacist',
    reviewOn: localDate('2027-05-23'),
  }
  const approve = (act: Act, more: Partial<typeof input> = {}) => approveUnlicensed(act, { ...input, ...more })
  await guarded(approve, 'pharmacist')
  expect(await approve(world.act('technician'))).toMatchObject({ refusal: { code: 'NOT_ALLOWED' } })
  const mine = await approve(world.act('pharmacist'), { number: own.number })
  expect(mine).toMatchObject({ refusal: { code: 'OWN_ORDER', how: 'raised' } })
  for (const reviewOn of [localDate('2026-11-23'), localDate('2028-11-24')]) {
    expect(await approve(world.act('pharmacist'), { reviewOn })).toMatchObject({ refusal: { code: 'INVALID' } })
  }
  const other = await approve(world.act('pharmacist'), { vmpId: world.vmps.morphine })
  expect(other).toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  const act = world.act('pharmacist')
  const approved = await approve(act)
  expect(approved).toEqual({
    ok: true,
    value: { number: first.number, approval: 'UL-26-0001', queued: [first.number, second.number, own.number] },
  })
  expect(await approve(act)).toEqual(approved)
  for (const { order } of [first, second]) {
    const line = await one<{ unlicensed_approval: string }>('SELECT * FROM order_line WHERE order_id = $1', order)
    expect(line?.unlicensed_approval).toBe('UL-26-0001')
    expect(await world.sql('SELECT 1 FROM transmission WHERE order_id = $1', [order])).toHaveLength(1)
  }
  const next = await planted(special)
  expect(next.id).not.toBe('')
})

test('an approval past its review day no longer counts', async () => {
  await world.sql(`UPDATE unlicensed_approval SET review_on = '2026-11-22'`)
  const late = await planted({ kind: 'unlicensed', supplier: 'larkspur', lines: [{ pack: 'melatonin', packs: 1 }] })
  expect(late.id).toBe('')
  const go = (act: Act) => sendHeldOrder(act, { number: late.number, version: 1 })
  await guarded(go, 'technician')
  expect(await go(world.act('technician'))).toMatchObject({ refusal: { code: 'STILL_HELD' } })
  await world.sql(`UPDATE unlicensed_approval SET review_on = '2027-11-22'`)
  expect(await go(world.act('technician'))).toMatchObject({ ok: true })
  expect(await world.sql('SELECT 1 FROM transmission WHERE order_id = $1', [late.order])).toHaveLength(1)
})

test('saving the account of a supplier frees the orders that had no way to it', async () => {
  const supplierId = world.suppliers.meridian
  await world.sql('DELETE FROM supplier_account WHERE supplier_id = $1 AND trust_id = $2', [
    supplierId,
    world.trusts.RZZ.id,
  ])
  const held = await planted()
  expect(held.id).toBe('')
  const typed = {
    supplierId,
    channel: 'email',
    orderEmail: 'orders@meridian.example',
    minimumOrder: '0',
    carriage: '0',
    leadDays: '1',
    answerHours: '24',
    shelfLifeDays: '180',
  }
  const saved = await saveSupplierAccount(world.act('lead'), accountForm.parse(typed))
  expect(saved).toMatchObject({ ok: true })
  const jobs = await world.sql(`SELECT 1 FROM pgboss.job WHERE name = 'queue-held' AND data->>'id' = $1`, [supplierId])
  expect(jobs).toHaveLength(1)
  expect(await queueHeld(world.systemAct(), supplierId)).toEqual([held.number])
  expect(await queueHeld(world.systemAct(), supplierId)).toEqual([])
})
