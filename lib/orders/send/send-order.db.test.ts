import { createHash } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { aWorld, type TestOds } from '#lib/testing/a-trust.ts'
import { anApprovedOrder, type PlantedOrder } from '#lib/testing/approved-order.ts'
import { startMailServer } from '#lib/testing/mail-server.ts'
import { queueTransmission, withdrawTransmissions } from '../order/transmission.store.ts'
import { SEND_ATTEMPTS } from './send.rules.ts'
import { sendOrder } from './send-order.job.ts'
import { claimSending, markHandedOver, recordRefusal, recordUnknown } from './sending.store.ts'
import { settleSendings } from './settle-sendings.job.ts'

const server = await startMailServer()
process.env.SMTP_URL = server.url
process.env.SEND_LEASE_SECONDS = '6'
const world = await aWorld()
afterAll(() => server.close())
beforeEach(() => server.always('accept'))

async function queued(planted: PlantedOrder = {}): Promise<{ id: string; order: string; number: string }> {
  const order = await anApprovedOrder(world, planted)
  const act = world.act('lead', { trust: planted.trust ?? 'RZZ' })
  const result = await commit(act, { name: 'testQueue', permission: 'order.view' }, order, (tx) =>
    queueTransmission(tx, act, order),
  )
  if (!result.ok || result.value.state !== 'queued') throw new Error(JSON.stringify(result))
  return { id: result.value.transmissionId, order: order.id, number: order.number }
}

type Row = { status: string; attempts: number; last_error: string; proof: string; next_attempt_at: Date | null }
const row = async (id: string) => {
  const [found] = await world.sql<Row>('SELECT * FROM transmission WHERE id = $1', [id])
  if (!found) throw new Error('There is no such transmission')
  return found
}
const orderRow = async (id: string) =>
  (
    await world.sql<{ status: string; sent_at: Date | null; answer_due_at: Date | null }>(
      'SELECT status, sent_at, answer_due_at FROM purchase_order WHERE id = $1',
      [id],
    )
  )[0]
const verbs = async (order: string) =>
  (await world.sql<{ verb: string }>('SELECT verb FROM audit_event WHERE chain_id = $1 ORDER BY seq', [order])).map(
    (one) => one.verb,
  )
const arrived = (number: string) => server.received.filter((mail) => mail.messageId.startsWith(`<${number}.`))
const send = (id: string, trust: TestOds = 'RZZ') => sendOrder(world.systemAct(trust), id)

test('an order leaves with its papers, and everybody sees that it did', async () => {
  const { id, order, number } = await queued()
  expect(await send(id)).toBe('accepted')
  expect(await row(id)).toMatchObject({ status: 'sent', attempts: 1, proof: expect.stringMatching(/^250 .*Taken/) })
  expect(await orderRow(order)).toEqual({
    status: 'sent',
    sent_at: world.clock(),
    answer_due_at: new Date(world.clock().getTime() + 24 * 3_600_000),
  })
  const [due] = await world.sql<{ due: string }>('SELECT due_on::text AS due FROM order_line WHERE order_id = $1', [
    order,
  ])
  expect(due).toEqual({ due: '2026-11-24' })
  expect(await verbs(order)).toEqual(['QUEUED', 'SENT'])

  const [mail] = arrived(number)
  expect(mail?.messageId).toBe(`<${number}.v1.order@tincture.example>`)
  expect(mail?.to).toBe('orders@meridian.example')
  expect(mail?.raw).toMatch(/^Reply-To: Technician of RZZ <technician@rzz.example>/m)
  const documents = await world.sql<{ kind: string; sha256: string; content: Buffer }>(
    'SELECT kind, sha256, content FROM document WHERE transmission_id = $1 ORDER BY kind',
    [id],
  )
  expect(documents.map((one) => one.kind)).toEqual(['message_text', 'order_html', 'order_pdf'])
  const [payload] = await world.sql<{ payload: string }>(
    `SELECT payload FROM audit_event WHERE chain_id = $1 AND verb = 'SENT'`,
    [order],
  )
  for (const { kind, sha256, content } of documents) {
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'))
    expect(JSON.parse(payload?.payload ?? '{}').data.documents).toContainEqual({ kind, sha256 })
  }
  const pdf = documents.find((one) => one.kind === 'order_pdf')?.content.toString('base64') ?? ''
  expect(mail?.raw.replace(/\r?\n/g, '')).toContain(pdf)
})

test('where both sides have an endpoint, the Peppol order goes along', async () => {
  await world.sql(
    `UPDATE supplier SET endpoint_scheme = '0088', endpoint_id = '5055000000012', address = '{"2 Mill Lane","Leeds","LS1 1AA"}' WHERE id = $1`,
    [world.suppliers.calder],
  )
  const { id, number } = await queued({ supplier: 'calder', lines: [{ pack: 'adenosine5', packs: 20 }] })
  expect(await send(id)).toBe('accepted')
  const [ubl] = await world.sql<{ content: Buffer }>(
    `SELECT content FROM document WHERE transmission_id = $1 AND kind = 'order_ubl'`,
    [id],
  )
  expect(ubl?.content.toString()).toContain(`<cbc:ID>${number}</cbc:ID>`)
  expect(arrived(number)[0]?.raw).toContain('filename=order.xml')
})

test('a job that comes twice, late, or to two workers at once sends once', async () => {
  const { id, number } = await queued()
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => send(id)))
  expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(1)
  expect(await send(id)).toBe('nothing_to_do')
  expect(arrived(number)).toHaveLength(1)
  expect(await send(id, 'RZY')).toBe('nothing_to_do')
})

test('a refusal is tried again with back-off, the same message to the byte, until it is taken', async () => {
  const { id, number } = await queued()
  server.next('drop before data', 'refuse sender for now', 'refuse data for now')
  const waits = [30, 60, 120]
  for (const [index, wait] of waits.entries()) {
    expect(await send(id)).toBe('refused')
    const now = await row(id)
    expect(now).toMatchObject({ status: 'queued', attempts: index + 1 })
    expect(now.last_error).not.toBe('')
    expect(now.next_attempt_at).toEqual(new Date(world.clock().getTime() + wait * 1000))
  }
  const asked = await world.sql(`SELECT 1 FROM pgboss.job WHERE name = 'send-order' AND data->>'id' = $1`, [id])
  expect(asked).toHaveLength(4)
  const kept = await world.sql('SELECT sha256 FROM document WHERE transmission_id = $1 ORDER BY kind', [id])
  world.clock.advance(60_000)
  expect(await send(id)).toBe('accepted')
  expect(await world.sql('SELECT sha256 FROM document WHERE transmission_id = $1 ORDER BY kind', [id])).toEqual(kept)
  expect(arrived(number)).toHaveLength(1)
})

test('after the last attempt, or a refusal for good, a person has to decide', async () => {
  const tired = await queued()
  server.always('refuse sender for now')
  for (let n = 1; n <= SEND_ATTEMPTS; n += 1) expect(await send(tired.id)).toBe('refused')
  expect(await row(tired.id)).toMatchObject({ status: 'failed', attempts: SEND_ATTEMPTS, next_attempt_at: null })
  expect(await verbs(tired.order)).toEqual(['QUEUED', 'SENDING_FAILED'])
  expect(await orderRow(tired.order)).toMatchObject({ status: 'approved', sent_at: null })
  const wrong = await queued()
  server.always('refuse recipient for good')
  expect(await send(wrong.id)).toBe('refused')
  expect(await row(wrong.id)).toMatchObject({ status: 'failed', attempts: 1, last_error: '550 No such mailbox' })
})

test('an unknown outcome needs checking and is never sent again on its own', async () => {
  for (const behaviour of ['drop in data', 'drop after data'] as const) {
    const { id, order, number } = await queued()
    server.next(behaviour)
    expect(await send(id)).toBe('unknown')
    expect(await row(id)).toMatchObject({ status: 'needs_checking' })
    expect(await verbs(order)).toEqual(['QUEUED', 'NEEDS_CHECKING'])
    const before = arrived(number).length
    expect(await send(id)).toBe('nothing_to_do')
    await settleSendings(world.systemAct())
    expect(arrived(number)).toHaveLength(before)
    expect(await row(id)).toMatchObject({ status: 'needs_checking' })
  }
})

test('the round frees what a dead worker held: back to the queue before the data, to a person after it', async () => {
  const before = await queued()
  const after = await queued()
  const alive = await queued()
  const hold = `UPDATE transmission SET status = 'sending', attempts = 1, lease_until = clock_timestamp() + $2::interval,
    handed_at = $3 WHERE id = $1`
  await world.sql(hold, [before.id, '-1 second', null])
  await world.sql(hold, [after.id, '-1 second', world.clock()])
  await world.sql(hold, [alive.id, '1 minute', null])
  const rounds = await Promise.all([settleSendings(world.systemAct()), settleSendings(world.systemAct())])
  const sum = (key: 'unknown' | 'backInQueue') => rounds.reduce((total, round) => total + round[key], 0)
  expect([sum('unknown'), sum('backInQueue')]).toEqual([1, 1])
  expect((await row(before.id)).status).toBe('queued')
  expect((await row(after.id)).status).toBe('needs_checking')
  expect((await row(alive.id)).status).toBe('sending')
  expect(await send(before.id)).toBe('accepted')
})

test('a worker that lost its claim gets no leave to hand over, and records nothing', async () => {
  const { id } = await queued()
  const act = world.systemAct()
  const claim = await withTrust(act.actor, (tx) => claimSending(tx, act, id))
  if (!claim) throw new Error('There was nothing to claim')
  expect(await withTrust(act.actor, (tx) => claimSending(tx, act, id))).toBeNull()
  expect(await withTrust(act.actor, (tx) => markHandedOver(tx, act, claim))).toBe(true)
  await world.sql('UPDATE transmission SET attempts = attempts + 1 WHERE id = $1', [id])
  expect(await withTrust(act.actor, (tx) => markHandedOver(tx, act, claim))).toBe(false)
  await withTrust(act.actor, (tx) => recordRefusal(tx, act, claim, { permanent: true, answer: 'late' }))
  await withTrust(act.actor, (tx) => recordUnknown(tx, act, claim, 'late'))
  expect(await row(id)).toMatchObject({ status: 'sending', attempts: 2, last_error: '' })
})

test('an answer that comes after the round gave up still counts, for good and for ill', async () => {
  for (const behaviour of ['accept', 'refuse data for now'] as const) {
    const { id } = await queued()
    const gaveUp = async () => {
      await world.sql(`UPDATE transmission SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`, [
        id,
      ])
      await settleSendings(world.systemAct())
      expect((await row(id)).status).toBe('needs_checking')
    }
    server.onData = gaveUp
    server.next(behaviour)
    expect(await send(id)).toBe(behaviour === 'accept' ? 'accepted' : 'refused')
    expect((await row(id)).status).toBe(behaviour === 'accept' ? 'sent' : 'queued')
  }
  server.onData = () => undefined
})

test('a message whose job got lost gets another one', async () => {
  const { id } = await queued()
  await world.sql(`DELETE FROM pgboss.job WHERE data->>'id' = $1`, [id])
  world.clock.advance(121_000)
  expect(await settleSendings(world.systemAct())).toMatchObject({ queuedAgain: expect.any(Number) })
  expect(await world.sql(`SELECT 1 FROM pgboss.job WHERE data->>'id' = $1`, [id])).toHaveLength(1)
  await settleSendings(world.systemAct())
  expect(await world.sql(`SELECT 1 FROM pgboss.job WHERE data->>'id' = $1`, [id])).toHaveLength(1)
})

test('cancelled before it left, it does not leave; cancelling and sending at once end one way or the other', async () => {
  const { id, order, number } = await queued()
  await world.sql(`UPDATE purchase_order SET status = 'cancelled' WHERE id = $1`, [order])
  expect(await send(id)).toBe('nothing_to_do')
  expect(await row(id)).toMatchObject({ status: 'withdrawn' })
  expect(arrived(number)).toHaveLength(0)

  const races = await Promise.all(Array.from({ length: 6 }, () => queued()))
  for (const race of races) {
    const act = world.act('lead')
    const cancel = commit(act, { name: 'testCancel', permission: 'order.view' }, race, async (tx) => {
      await tx.$queryRaw`SELECT FROM purchase_order WHERE id = ${race.order}::uuid FOR UPDATE`
      const taken = await withdrawTransmissions(tx, act, race.order)
      if (!taken.ok) return taken
      const { count } = await tx.purchaseOrder.updateMany({
        where: { id: race.order, status: 'approved' },
        data: { status: 'cancelled' },
      })
      return { ok: true, value: count }
    })
    await Promise.all([send(race.id), cancel])
    const end = await orderRow(race.order)
    expect(arrived(race.number)).toHaveLength(end?.status === 'sent' ? 1 : 0)
    expect(['sent', 'cancelled']).toContain(end?.status)
  }
})

test('phone and portal orders get their papers and wait for a person', async () => {
  const { id, number } = await queued({ supplier: 'albion' })
  expect(await send(id)).toBe('papers_only')
  expect(await row(id)).toMatchObject({ status: 'queued', attempts: 0 })
  expect(await world.sql('SELECT 1 FROM document WHERE transmission_id = $1', [id])).toHaveLength(3)
  expect(arrived(number)).toHaveLength(0)
})
