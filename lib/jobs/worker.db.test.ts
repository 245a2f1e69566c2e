import { afterAll, afterEach, expect, test } from 'vitest'
import { commit } from '#lib/db/commit.ts'
import { env } from '#lib/env.ts'
import { queueTransmission } from '#lib/orders/order/transmission.store.ts'
import { SEND_ATTEMPTS } from '#lib/orders/send/send.rules.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { type Behaviour, startMailServer } from '#lib/testing/mail-server.ts'
import { SEED } from '#lib/testing/size.ts'
import { endWorkers, startWorker } from '#lib/testing/worker-process.ts'
import { seededBytes } from '#lib/values/ids.ts'

const FULL = process.env.FULL === '1'
const server = await startMailServer()
const world = await aWorld()
const settings = {
  SMTP_URL: server.url,
  SEND_LEASE_SECONDS: '3',
  SEND_RETRY_SECONDS: '0',
  WORKER_ROUND_SECONDS: '0.3',
}
afterEach(() => {
  endWorkers()
  server.calm()
})
afterAll(() => server.close())

const work = (endAt?: string) => startWorker(world.database.workerUrl, settings, endAt ? { endAt } : {})

async function queueOrders(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    const order = await anApprovedOrder(world)
    const act = world.act('lead')
    const queued = await commit(act, { name: 'testQueue', permission: 'order.view' }, order, (tx) =>
      queueTransmission(tx, act, order),
    )
    if (queued.ok && queued.value.state === 'queued') ids.push(queued.value.transmissionId)
  }
  return ids
}

type Row = {
  id: string
  status: string
  message_id: string
  attempts: number
  order_status: string
  sent_events: number
}
const rowsOf = (ids: string[]) =>
  world.sql<Row>(
    `SELECT t.id, t.status, t.message_id, t.attempts, o.status AS order_status,
       (SELECT count(*)::int FROM audit_event a WHERE a.chain_id = o.id AND a.verb = 'SENT') AS sent_events
     FROM transmission t JOIN purchase_order o ON o.id = t.order_id WHERE t.id = ANY ($1)`,
    [ids],
  )

/** Waits until nothing is under way any more, and says how each order ended and how often the server has it. */
async function settled(ids: string[], timeout = 45_000) {
  await expect
    .poll(async () => (await rowsOf(ids)).filter((row) => row.status === 'queued' || row.status === 'sending').length, {
      interval: 100,
      timeout,
    })
    .toBe(0)
  const rows = await rowsOf(ids)
  return rows.map((row) => ({
    ...row,
    arrived: server.received.filter((one) => one.messageId === row.message_id).length,
  }))
}

/** `mayGiveUp`: the server is so moody that it may refuse one message as often as it is tried; then nothing arrived. */
function neverTwiceNeverLost(
  ends: Awaited<ReturnType<typeof settled>>,
  count: number,
  { mayGiveUp = false }: { mayGiveUp?: boolean } = {},
): void {
  expect(ends).toHaveLength(count)
  for (const end of ends) {
    if (mayGiveUp && end.status === 'failed') expect(end).toMatchObject({ attempts: SEND_ATTEMPTS, arrived: 0 })
    else expect(['sent', 'needs_checking']).toContain(end.status)
    expect(end.arrived).toBeLessThanOrEqual(1)
    expect(end.order_status).toBe(end.status === 'sent' ? 'sent' : 'approved')
    expect(end.sent_events).toBe(end.status === 'sent' ? 1 : 0)
    if (end.status === 'sent') expect(end.arrived).toBe(1)
  }
}

test.each([
  ['claimed', 'none unknown'],
  ['papers kept', 'none unknown'],
  ['data may go', 'unknown'],
  ['answered', 'unknown'],
  ['recorded', 'none unknown'],
])('a worker killed at “%s” loses nothing and sends nothing twice', async (step, expected) => {
  // one order, so that no other is further on when the worker dies
  const ids = await queueOrders(1)
  const doomed = work(step)
  expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' })
  const heir = work()
  const ends = await settled(ids)
  neverTwiceNeverLost(ends, ids.length)
  const unknown = ends.filter((end) => end.status === 'needs_checking').length
  if (expected === 'unknown') expect(unknown).toBe(1)
  else expect(unknown).toBe(0)
  await expect.poll(() => heir.log(), { interval: 50, timeout: 10_000 }).toContain('worker ready')
  heir.kill('SIGTERM')
  expect(await heir.ended).toEqual({ code: 0, signal: null })
})

test('a worker killed while the server has the data and has not answered leaves it to a person', async () => {
  const ids = await queueOrders(1)
  const doomed = work()
  server.onData = () => doomed.kill('SIGKILL')
  await doomed.ended
  server.onData = () => undefined
  work()
  const [end] = await settled(ids)
  expect(end).toMatchObject({ status: 'needs_checking', arrived: 1, attempts: 1 })
})

test('a bad line, a moody server and workers killed at random: none lost, none twice', async () => {
  const random = seededBytes(SEED)
  const pick = (n: number) => (random(1)[0] ?? 0) % n
  const moods: Behaviour[] = ['accept', 'drop at greeting', 'drop before data', 'drop in data', 'drop after data']
  moods.push('accept', 'refuse sender for now', 'refuse data for now', 'accept')
  server.next(...Array.from({ length: FULL ? 120 : 30 }, () => moods[pick(moods.length)] ?? 'accept'))
  const ids = await queueOrders(FULL ? 80 : 16)
  let kills = 0
  let arrivals = 0
  let workers = [work(), work()]
  server.onData = () => {
    arrivals += 1
    if (kills >= (FULL ? 12 : 3) || arrivals % 4 !== 0) return
    const victim = pick(2)
    kills += 1
    workers[victim]?.kill('SIGKILL')
    workers = workers.map((one, index) => (index === victim ? work() : one))
  }
  const ends = await settled(ids, FULL ? 240_000 : 120_000)
  neverTwiceNeverLost(ends, ids.length, { mayGiveUp: true })
  expect(kills).toBeGreaterThan(0)
}, 300_000)

test('whatever the settings, an unknown outcome is seen within two minutes', () => {
  const { SEND_LEASE_SECONDS, WORKER_ROUND_SECONDS } = env()
  const poll = 1
  expect(SEND_LEASE_SECONDS + WORKER_ROUND_SECONDS + poll).toBeLessThan(120)
  const most = { SEND_LEASE_SECONDS: 80, WORKER_ROUND_SECONDS: 30 }
  expect(most.SEND_LEASE_SECONDS + most.WORKER_ROUND_SECONDS + poll).toBeLessThan(120)
})

test('a worker that is told to stop finishes what it has in hand', async () => {
  const ids = await queueOrders(1)
  const worker = work()
  let told = false
  server.onData = () => {
    told = true
    worker.kill('SIGTERM')
  }
  expect(await worker.ended).toEqual({ code: 0, signal: null })
  expect(told).toBe(true)
  expect((await rowsOf(ids))[0]).toMatchObject({ status: 'sent', sent_events: 1 })
  expect(worker.log()).toContain('worker stopped')
})

test('a job that can never be done ends in the log and among the dead letters, and stops nobody', async () => {
  await world.sql(`SELECT queue_job('send-order', $1, null, null)`, [{ trustId: world.newId(), id: world.newId() }])
  await world.sql(`UPDATE pgboss.job SET retry_limit = 0 WHERE name = 'send-order' AND state = 'created'`)
  const ids = await queueOrders(1)
  const worker = work()
  await expect.poll(() => worker.log(), { interval: 100, timeout: 20_000 }).toContain('job given up')
  expect(await world.sql(`SELECT 1 FROM pgboss.job WHERE name = 'dead-letter'`)).toHaveLength(1)
  neverTwiceNeverLost(await settled(ids), 1)
})

test('a worker refuses a role that row security does not hold', async () => {
  const mighty = startWorker(world.database.ownerUrl, settings)
  expect(await mighty.ended).toEqual({ code: 1, signal: null })
  expect(mighty.log()).toMatch(/The worker did not start: The database role \S+ is a superuser/)
})

test('a running worker seals each trust’s record for the day before, once', async () => {
  work()
  await expect
    .poll(async () => (await world.sql('SELECT 1 FROM audit_seal')).length, { interval: 100, timeout: 20_000 })
    .toBe(3)
})
