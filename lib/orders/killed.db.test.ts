import { expect, test } from 'vitest'
import { openDatabase } from '#lib/db/client.ts'
import type { Result } from '#lib/result.ts'
import { aPad } from '#lib/testing/a-pad.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { aSentOrder } from '#lib/testing/answered-order.ts'
import { cutAt } from '#lib/testing/cut-line.ts'
import { approveOrder } from './approve/approve-order.command.ts'
import { submitPad } from './raise/submit-pad.command.ts'
import { receiveDelivery } from './receive/receive-delivery.command.ts'

/* targets.md, R5: the app is killed at every point of a command. What was not acknowledged may be done or not, never half. */

const world = await aWorld()

/** Everything that a command may leave, as one text. */
async function everything(): Promise<string> {
  const tables = await world.sql<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relkind = 'r' AND (c.relnamespace = 'public'::regnamespace OR c.oid = 'pgboss.job_common'::regclass)
       AND c.relname <> '_prisma_migrations' ORDER BY 1`,
  )
  const parts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await world.sql<{ n: number; hash: string | null }>(
        `SELECT count(*)::int AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS hash FROM ${name} t`,
      )
      return `${name} ${row?.n} ${row?.hash}`
    }),
  )
  return parts.join('\n')
}

/** Waits until the database has noticed that nobody is there any more. */
async function noticed(): Promise<void> {
  const open = () =>
    world.sql(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND usename LIKE '%app_login' AND xact_start IS NOT NULL`,
    )
  await expect.poll(open, { interval: 5, timeout: 10_000 }).toEqual([])
}

/** Runs a command under one key, killed at its first statement, then its second, and so on, until it comes through. */
async function killedThroughout<T>(run: () => Promise<Result<T>>): Promise<number> {
  const before = await everything()
  let answer: Result<T> | null = null
  let after: string | null = null
  let statement = 0
  let kills = 0
  for (let done = false; !done; ) {
    statement += 1
    for (const early of [true, false]) {
      const close = openDatabase(world.database.appUrl, 2)
      const { cut, value } = await cutAt(statement, early, run)
      await close().catch(() => undefined)
      await noticed()
      const now = await everything()
      if (value) {
        expect(value.ok, JSON.stringify(value)).toBe(true)
        answer ??= value
        expect(value).toEqual(answer)
      }
      if (now !== before) after ??= now
      // it was done once the answer had left, or the commit had; from then on nothing changes any more
      if (after !== null || value) expect(now, `killed at statement ${statement}`).toBe(after)
      if (cut) kills += 1
      else done = true
    }
  }
  expect(answer).not.toBeNull()
  expect(after).not.toBeNull()
  return kills
}

test('submitting: every row of the orders or none, once, wherever the app dies', async () => {
  const pad = await aPad(world, [
    { pack: 'meropenem', packs: 4 },
    { pack: 'paracetamol', packs: 20 },
  ])
  const act = world.act('technician')
  const kills = await killedThroughout(() => submitPad(act, { padId: pad.padId, edit: pad.edit, unusual: pad.edit }))
  expect(kills).toBeGreaterThan(20)
}, 120_000)

test('approving: the approval, the record and the queued message or nothing, once', async () => {
  const pad = await aPad(world, [{ pack: 'meropenem', packs: 400 }])
  const submitted = await submitPad(world.act('technician'), { padId: pad.padId, edit: pad.edit, unusual: pad.edit })
  if (!submitted.ok) throw new Error(submitted.refusal.code)
  const number = submitted.value.orders[0]?.number ?? ''
  const [asked] = await world.sql<{ role: 'lead' | 'chief'; version: number }>(
    `SELECT a.role, a.version FROM approval a JOIN purchase_order o ON o.id = a.order_id WHERE o.number = $1`,
    [number],
  )
  if (!asked) throw new Error('nobody was asked')
  const act = world.act(asked.role)
  const kills = await killedThroughout(() => approveOrder(act, { number, ...asked, comment: '' }))
  expect(kills).toBeGreaterThan(10)
}, 120_000)

test('booking in: the note, the stock and the lines, or nothing, once', async () => {
  const order = await aSentOrder(world)
  const act = world.act('stores')
  const entry = { batch: 'A1', expiry: '2028-08-31' as never, variance: null, fridgeTenths: null, scanned: '' }
  const kills = await killedThroughout(() =>
    receiveDelivery(act, {
      supplierId: world.suppliers.meridian,
      storeId: world.trusts.RZZ.storeId,
      deliveryNote: '',
      note: '',
      entries: [{ ...entry, lineId: order.lines[0] ?? '', accepted: 1, rejected: 0, quarantined: false, note: '' }],
    }),
  )
  expect(kills).toBeGreaterThan(10)
}, 120_000)
