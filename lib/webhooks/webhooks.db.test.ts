import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { EVENT_TYPE_LIST } from '#lib/events/event.rules.ts'
import { cancelOrder } from '#lib/orders/track/cancel-order.command.ts'
import { done } from '#lib/testing/a-pad.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { anApprovedOrder } from '#lib/testing/approved-order.ts'
import { deliverWebhook } from './deliver-webhook.job.ts'
import { followEvents } from './follow-events.job.ts'
import { makeWebhook } from './make-webhook.command.ts'
import { replayDelivery } from './replay-delivery.command.ts'
import { keptFrom } from './retry.rules.ts'
import { signatureOf } from './secret.ts'
import { startWebhook } from './start-webhook.command.ts'
import { stopWebhook } from './stop-webhook.command.ts'
import { tidyWebhooks } from './tidy-webhooks.job.ts'
import { webhookById, webhooksOf } from './webhooks.queries.ts'

process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-webhooks-'))
process.env.WEBHOOK_PRIVATE_HOSTS = 'localhost'

type Manner = 'takes' | 'fails' | 'redirects' | 'is silent' | 'hangs up' | 'talks without end'
type Heard = { headers: IncomingHttpHeaders; body: string; url: string }

let world: World
let server: Server
let url: string
let manner: Manner = 'takes'
const heard: Heard[] = []

beforeAll(async () => {
  world = await aWorld()
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts).toString(), url: request.url ?? '' })
      if (manner === 'takes') response.writeHead(204).end()
      if (manner === 'fails')
        response.writeHead(500, { 'content-type': 'text/plain' }).end('The stock system is closed')
      if (manner === 'redirects') response.writeHead(307, { location: `${url}/elsewhere` }).end()
      if (manner === 'hangs up') request.socket.destroy()
      if (manner === 'talks without end') {
        response.writeHead(200)
        for (let line = 0; line < 2000; line += 1) response.write('and so on and so on and so on\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  url = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(async () => {
  manner = 'takes'
  heard.length = 0
  await world.sql("UPDATE webhook SET stopped_at = now(), stopped_why = 'by_hand' WHERE stopped_at IS NULL")
})

const aWebhook = async (types: readonly (typeof EVENT_TYPE_LIST)[number][] = EVENT_TYPE_LIST) =>
  done(await makeWebhook(world.act('admin'), { name: 'Stock system', url: `${url}/in`, types: [...types] }))

/** Something happens: an order is cancelled. */
async function happens(trust: 'RZZ' | 'RZY' = 'RZZ'): Promise<string> {
  const { number } = await anApprovedOrder(world, { trust })
  done(await cancelOrder(world.act('lead', { trust }), { number, version: 1, reason: 'Ordered twice' }))
  return number
}

type Delivery = { id: string; state: string; attempts: number; next_attempt_at: Date | null; about: string }
const deliveries = (webhookId: string) =>
  world.sql<Delivery>('SELECT * FROM webhook_delivery WHERE webhook_id = $1 ORDER BY place', [webhookId])

async function oneDelivery(): Promise<{ webhookId: string; secret: string; id: string; number: string }> {
  const { webhookId, secret } = await aWebhook()
  const number = await happens()
  await followEvents(world.systemAct())
  const [delivery] = await deliveries(webhookId)
  return { webhookId, secret, id: delivery?.id ?? '', number }
}

const deliver = (id: string, options?: Parameters<typeof deliverWebhook>[2]) =>
  deliverWebhook(world.systemAct(), id, options)

test('an event is told once, signed over time and body, without amounts or names; the secret is sealed', async () => {
  await happens()
  const { webhookId, secret, id, number } = await oneDelivery()
  await happens('RZY')
  await followEvents(world.systemAct())
  expect(await deliveries(webhookId)).toMatchObject([{ about: number, state: 'waiting' }])
  expect(await deliver(id)).toBe('delivered')
  expect(await deliver(id)).toBe('settled')
  expect(heard).toHaveLength(1)
  const [{ headers, body, url: at } = { headers: {}, body: '', url: '' }] = heard
  const seconds = Number(/^t=(\d+),/.exec(String(headers['tincture-signature']))?.[1])
  expect(headers['tincture-signature']).toBe(signatureOf(secret, seconds, body))
  expect(Math.abs(seconds - world.clock().getTime() / 1000)).toBeLessThan(1)
  expect(headers).toMatchObject({ 'tincture-delivery': id, 'tincture-event': 'order.cancelled' })
  expect(at).toBe('/in')
  const told = JSON.parse(body)
  expect(told).toMatchObject({ type: 'order.cancelled', order: number, data: { version: 1 } })
  expect(body).not.toMatch(/Ordered twice|gross|of RZZ/)
  const kept = await world.sql<{ text: string }>(
    `SELECT encode(sealed_secret, 'escape') AS text FROM webhook UNION ALL SELECT answer::text FROM command_key
     UNION ALL SELECT payload FROM audit_event`,
  )
  expect(kept.some((row) => row.text?.includes(secret.slice(8)))).toBe(false)
})

test('only what was chosen is told', async () => {
  const { webhookId } = await aWebhook(['order.sent'])
  await happens()
  await followEvents(world.systemAct())
  expect(await deliveries(webhookId)).toEqual([])
})

test('two rounds at once and events meanwhile: each event has one delivery', async () => {
  const { webhookId } = await aWebhook()
  const numbers = await Promise.all(Array.from({ length: 6 }, () => happens()))
  await Promise.all([followEvents(world.systemAct()), followEvents(world.systemAct()), happens()])
  await followEvents(world.systemAct())
  const told = (await deliveries(webhookId)).map((one) => one.about)
  expect(new Set(told).size).toBe(told.length)
  expect(told).toEqual(expect.arrayContaining(numbers))
  expect(told).toHaveLength(7)
})

test.each([
  ['fails', 500, 'The stock system is closed'],
  ['redirects', 307, 'location: '],
  ['hangs up', null, 'closed without an answer'],
  ['is silent', null, 'No answer within 0.3 seconds'],
] as const)(
  'a receiver that %s is asked again later, and the page says what came of it',
  async (how, status, words) => {
    const { webhookId, id } = await oneDelivery()
    manner = how
    expect(await deliver(id, { patienceMs: 300 })).toBe('again')
    expect(heard).toHaveLength(1)
    const [row] = await deliveries(webhookId)
    expect(row).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(row?.next_attempt_at?.getTime()).toBe(world.clock().getTime() + 10_000)
    const page = await webhookById(world.actor('admin'), webhookId, undefined)
    expect(page?.webhook.failingSince).not.toBeNull()
    expect(page?.deliveries[0]?.attempts).toMatchObject([{ status, byHand: false }])
    expect(page?.deliveries[0]?.attempts[0]?.answer).toMatch(new RegExp(words, 'i'))
    manner = 'takes'
    expect(await deliver(id)).toBe('delivered')
    expect((await webhookById(world.actor('admin'), webhookId, undefined))?.webhook.failingSince).toBeNull()
  },
)

test('of a receiver that talks without end only the beginning is kept', async () => {
  const { webhookId, id } = await oneDelivery()
  manner = 'talks without end'
  expect(await deliver(id)).toBe('delivered')
  const page = await webhookById(world.actor('admin'), webhookId, undefined)
  expect(page?.deliveries[0]?.attempts[0]?.answer.length).toBeLessThanOrEqual(600)
})

test('after the last wait it is given up, and can be sent again by hand', async () => {
  const { webhookId, id } = await oneDelivery()
  manner = 'fails'
  await world.sql('UPDATE webhook_delivery SET attempts = 10 WHERE id = $1', [id])
  expect(await deliver(id)).toBe('given_up')
  expect(await deliveries(webhookId)).toMatchObject([{ state: 'failed' }])
  manner = 'takes'
  expect(done(await replayDelivery(world.act('admin'), { deliveryId: id }))).toEqual({ webhookId })
  expect(await deliver(id, { byHand: true })).toBe('delivered')
  expect(await deliveries(webhookId)).toMatchObject([{ state: 'delivered' }])
  expect(heard.map((one) => one.headers['tincture-delivery'])).toEqual([id, id])
})

test('after three days of failures it stops, tells the administrators, and begins where it stopped', async () => {
  const { webhookId, id } = await oneDelivery()
  manner = 'fails'
  await deliver(id)
  world.clock.advance(3 * 86_400_000)
  expect(await deliver(id)).toBe('stopped')
  expect(await webhooksOf(world.actor('auditor'))).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ id: webhookId, stoppedWhy: 'failing' })]),
  )
  const folder = path.join(String(process.env.DATA_DIR), 'outgoing')
  const mails = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.eml'))
  expect(mails.some((file) => /is stopped/.test(readFileSync(path.join(folder, file), 'utf8')))).toBe(true)
  const number = await happens()
  await followEvents(world.systemAct())
  expect(await deliveries(webhookId)).toHaveLength(1)
  done(await startWebhook(world.act('admin'), { webhookId }))
  await followEvents(world.systemAct())
  expect((await deliveries(webhookId)).at(-1)).toMatchObject({ about: number })
})

test('private addresses are refused when it is made, and when a name leads to one', async () => {
  const make = (address: string) =>
    makeWebhook(world.act('admin'), { name: 'Inside', url: address, types: ['order.sent'] })
  expect(await make('https://169.254.169.254/latest')).toMatchObject({ ok: false, refusal: { code: 'INVALID' } })
  expect(await make('https://10.0.0.5/')).toMatchObject({ ok: false, refusal: { code: 'INVALID' } })
  expect(await make('https://stock.localhost/in')).toMatchObject({ ok: false, refusal: { code: 'INVALID' } })
  const { id, webhookId } = await oneDelivery()
  await world.sql("UPDATE webhook SET url = replace(url, 'localhost', 'ip6-localhost') WHERE id = $1", [webhookId])
  expect(await deliver(id)).toBe('again')
  expect(heard).toHaveLength(0)
})

test('only administrators make, stop and start webhooks, each of their own trust', async () => {
  const { webhookId } = await aWebhook()
  for (const person of ['technician', 'lead', 'chief', 'auditor'] as const) {
    const made = await makeWebhook(world.act(person), { name: 'x', url: 'https://x.example/', types: ['order.sent'] })
    expect(made).toMatchObject({ ok: false, refusal: { code: 'NOT_ALLOWED' } })
  }
  const other = world.act('admin', { trust: 'RZY' })
  expect(await stopWebhook(other, { webhookId })).toMatchObject({ ok: false, refusal: { code: 'NOT_FOUND' } })
  expect(await webhookById(world.actor('admin', { trust: 'RZY' }), webhookId, undefined)).toBeNull()
  done(await stopWebhook(world.act('admin'), { webhookId }))
  expect(await stopWebhook(world.act('admin'), { webhookId })).toMatchObject({ ok: false })
})

test('the worker’s round finds the trusts whose webhooks are behind, and no others', async () => {
  await aWebhook()
  await happens()

  const behind = await world.sql<{ id: string }>('SELECT trusts_with_webhooks_behind(now()) AS id')
  expect(behind).toEqual([{ id: world.trusts.RZZ.id }])
})

test('what is over is taken away with its attempts after thirty days; what waits, is young or another trust’s stays', async () => {
  const { webhookId, id } = await oneDelivery()
  await deliver(id)
  const number = await happens()
  await followEvents(world.systemAct())
  const waiting = (await deliveries(webhookId)).find((one) => one.about === number)?.id ?? ''
  const trusts = () =>
    world.sql<{ id: string }>('SELECT trusts_with_old_deliveries($1) AS id', [keptFrom(world.clock(), 30)])
  const before = new Date(world.clock().getTime() - 31 * 86_400_000)
  await expect(withTrust(world.actor('admin'), (tx) => tx.webhookDelivery.deleteMany())).rejects.toThrow(/denied/)
  const closeWorker = openDatabase(world.database.workerUrl)
  expect(await tidyWebhooks(world.systemAct())).toEqual({ removed: 0 })
  await world.sql('UPDATE webhook_delivery SET made_at = $1 WHERE id = ANY ($2)', [before, [id, waiting]])
  expect(await trusts()).toEqual([{ id: world.trusts.RZZ.id }])
  expect(await tidyWebhooks(world.systemAct('RZY'))).toEqual({ removed: 0 })
  const both = await Promise.all([tidyWebhooks(world.systemAct()), tidyWebhooks(world.systemAct())])
  expect(both.reduce((sum, one) => sum + one.removed, 0)).toBe(1)
  expect((await deliveries(webhookId)).map((one) => one.id)).toEqual([waiting])
  expect(await world.sql('SELECT 1 FROM webhook_attempt WHERE delivery_id = $1', [id])).toEqual([])
  expect(await trusts()).toEqual([])
  const record = await world.sql<{ data: { webhookDeliveries: number } }>(
    `SELECT payload::jsonb->'data' AS data FROM audit_event WHERE verb = 'OLD_DATA_DELETED'`,
  )
  expect(record.map((one) => one.data)).toEqual([{ webhookDeliveries: 1 }])
  await closeWorker()
  await followEvents(world.systemAct())
  expect((await deliveries(webhookId)).map((one) => one.id)).toEqual([waiting])
})
