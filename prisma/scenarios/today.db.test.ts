import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { openDatabase } from '#lib/db/client.ts'
import { workToday } from '#lib/orders/track/today.queries.ts'
import { recordStockCount } from '#lib/stock/record-stock-count.command.ts'
import { connected, testDatabase } from '#lib/testing/database.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { ORIGINATOR, SWITCHED } from './biosimilar.ts'
import { setUpDemo } from './demo.ts'
import { actOf, beginDemo, type DemoTrust } from './demo-act.ts'
import { planNorthbank } from './northbank.ts'
import { failedSending, unknownSending } from './sendings.ts'
import { fillShelves } from './shelves.ts'
import { Timetable } from './timetable.ts'

const database = await testDatabase()
process.env.AUDIT_KEY ??= 'ab'.repeat(32)
process.env.AUTH_SECRET ??= 'test-secret-of-forty-characters-and-more'
process.env.APP_DATABASE_URL = database.appUrl
process.env.DATA_DIR = mkdtempSync(path.join(tmpdir(), 'tincture-demo-'))
const close = openDatabase(database.appUrl, 8)
afterAll(async () => {
  await close()
  rmSync(process.env.DATA_DIR ?? '', { recursive: true, force: true })
})

const now = new Date('2026-11-23T12:00:00Z')
const demo = beginDemo(new Date('2026-11-16T06:00:00Z'))
const { riverside, northbank, packs, suppliers } = await setUpDemo(demo, 'tincture-abc123', {
  from: addDays(londonDate(now), -546),
  progress: () => undefined,
})
const timetable = new Timetable(demo, now)
const stage = { demo, packs, suppliers, timetable, now }
for (const story of [unknownSending, failedSending]) story({ ...stage, trust: riverside }, londonDate(now))
planNorthbank({ ...stage, trust: northbank })
await timetable.run(() => undefined)
demo.clock.set(now)

const actor = (trust: DemoTrust, person: string) => actOf(demo, trust, person).actor

async function waits(trust: DemoTrust, person: string): Promise<string[]> {
  return (await workToday(actor(trust, person), now)).map((work) => work.kind)
}

test('an order of which nobody knows whether it arrived, and one that was refused, wait for a person', async () => {
  const work = await workToday(actor(riverside, 'technician'), now)
  expect(work.find((one) => one.kind === 'unknown_sendings')).toMatchObject({
    count: 2,
    items: [
      { supplier: 'Calder Generics', about: 'needs_checking' },
      { supplier: 'Albion Wholesale', about: 'failed' },
    ],
  })
  const kept = await connected(database.ownerUrl, (client) =>
    client.query<{ status: string; handed: boolean; papers: number }>(
      `SELECT t.status, t.handed_at IS NOT NULL AS handed,
         (SELECT count(*)::int FROM document d WHERE d.transmission_id = t.id) AS papers
       FROM transmission t WHERE t.status <> 'sent' ORDER BY t.status DESC`,
    ),
  )
  expect(kept.rows).toMatchObject([
    { status: 'needs_checking', handed: true, papers: expect.any(Number) },
    { status: 'failed', handed: false },
  ])
  expect(kept.rows.every((row) => row.papers > 0)).toBe(true)
})

test('shelves hold what they can: the originator is used up, cover is days, and the use of everything is known', async () => {
  const [, originator] = packs.get(SWITCHED) ?? []
  const storeId = riverside.stores.get('main') ?? ''
  const left = { amppId: originator?.amppId ?? '', batch: 'OLD', expiry: null, unitsMilli: 2_000_000 }
  expect((await recordStockCount(actOf(demo, riverside, 'stores'), { storeId, counts: [left] })).ok).toBe(true)
  await fillShelves(demo, riverside, packs, 1)
  for (const text of ['adalimumab', 'alteplase']) {
    const found = await searchPacks(actor(riverside, 'technician'), { text, storeId, now })
    const stock = found.ok ? found.value.hits[0]?.stock : undefined
    expect(stock?.usagePerDay, text).toBeGreaterThan(0)
    expect(stock?.coverTenths, text).toBeGreaterThan(0)
    expect(stock?.coverTenths, text).toBeLessThan(450)
    expect(stock?.byPack[left.amppId] ?? 0, text).toBe(0)
  }
})

test('the smaller trust’s people have something to do, too', async () => {
  expect(await waits(northbank, 'technician')).toEqual(expect.arrayContaining(['answers', 'drafts']))
  expect(await waits(northbank, 'stores')).toContain('expected')
  const approvals = await connected(database.ownerUrl, (client) =>
    client.query(
      `SELECT a.role, o.gross::int > 500000 AS "overThePass" FROM approval a
       JOIN purchase_order o ON o.trust_id = a.trust_id AND o.id = a.order_id
       WHERE a.state = 'waiting' AND a.trust_id = $1`,
      [northbank.id],
    ),
  )
  // what is bought again passes up to £5,000, so the order must be above it
  expect(approvals.rows).toContainEqual({ role: 'lead', overThePass: true })
})

test.each([
  ['technician', null],
  ['lead', ORIGINATOR.price * 100],
])('the originator is found by its brand; a %s sees its price as the scheme allows', async (person, price) => {
  const found = await searchPacks(actor(riverside, person), { text: 'humira', storeId: null, now })
  expect(found).toMatchObject({
    value: { hits: [{ pack: { brand: 'Humira' }, contract: { rank: 2, price }, best: { price } }] },
  })
})
