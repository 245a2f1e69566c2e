import { beforeAll, expect, test } from 'vitest'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { ok } from '#lib/result.ts'
import { ask, aToken } from '#lib/testing/a-token.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { connected } from '#lib/testing/database.ts'
import { listEvents, type PublicEvent } from './events.queries.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

/** Something happens to these documents, in one transaction that takes a while of its own. */
async function happens(chains: readonly string[], pauseMs: number, ods: 'RZZ' | 'RZY' = 'RZZ') {
  const act = world.act('technician', { trust: ods })
  const command = { name: 'test', permission: 'order.raise' } as const
  return commit(act, command, { chains }, async (tx) => {
    await tx.$queryRaw`SELECT pg_sleep(${pauseMs / 1000})::text`
    for (const id of chains) audit(tx, { document: 'order', id, verb: 'SUBMITTED', data: { version: 1, gross: 1000 } })
    return ok({})
  })
}

test('a follower beside many writers sees each event once, those of a document in its order, and skips none', async () => {
  const chains = Array.from({ length: 8 }, () => world.newId())
  let state = 11
  const pick = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
  let writing = true
  const writers = Array.from({ length: 12 }, async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      const some = [...new Set([pick(8), pick(8)])].map((index) => chains[index] ?? '')
      await happens(some, pick(12), pick(5) === 0 ? 'RZY' : 'RZZ')
    }
  })
  const seen: PublicEvent[] = []
  const follower = (async () => {
    let after = 0n
    for (;;) {
      const last = !writing
      const page = await listEvents(world.actor('lead'), { after, most: 7 })
      seen.push(...page.events)
      after = page.after
      if (last && !page.more && page.events.length === 0) return
    }
  })()
  await Promise.all(writers)
  writing = false
  await follower
  const all = await world.sql<{ id: string; chain_id: string; seq: number }>(
    'SELECT id, chain_id, seq FROM audit_event WHERE trust_id = $1 ORDER BY place',
    [world.trusts.RZZ.id],
  )
  expect(all.length).toBeGreaterThan(100)
  expect(seen.map((one) => one.id)).toEqual(all.map((one) => one.id))
  const lastOf = new Map<string, number>()
  for (const { chain_id, seq } of all) {
    expect(seq).toBe((lastOf.get(chain_id) ?? 0) + 1)
    lastOf.set(chain_id, seq)
  }
})

test('an event whose transaction is under way holds back what took its place later, until it has ended', async () => {
  const { events, after } = await listEvents(world.actor('lead'), { after: 'latest', most: 10 })
  expect(events).toEqual([])
  await connected(world.database.ownerUrl, async (client) => {
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO audit_event (trust_id, chain_id, seq, id, document, verb, at, payload, previous_mac, mac)
       VALUES ($1, $2, 1, $2, 'order', 'SUBMITTED', now(), '{"data":{}}', '', '')`,
      [world.trusts.RZZ.id, world.newId()],
    )
    await happens([world.newId()], 0)
    expect((await listEvents(world.actor('lead'), { after, most: 10 })).events).toEqual([])
    await client.query('COMMIT')
  })
  const both = await listEvents(world.actor('lead'), { after, most: 10 })
  expect(both.events).toHaveLength(2)
  await connected(world.database.ownerUrl, async (client) => {
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO audit_event (trust_id, chain_id, seq, id, document, verb, at, payload, previous_mac, mac)
       VALUES ($1, $2, 1, $2, 'order', 'SUBMITTED', now(), '{"data":{}}', '', '')`,
      [world.trusts.RZY.id, world.newId()],
    )
    await client.query('ROLLBACK')
  })
  expect((await listEvents(world.actor('lead'), { after: both.after, most: 10 })).events).toEqual([])
})

test('a stretch is read by index, whatever the size of the record', async () => {
  await world.sql(
    `INSERT INTO audit_event (trust_id, chain_id, seq, id, document, verb, at, payload, previous_mac, mac)
     SELECT $1, gen_random_uuid(), 1, gen_random_uuid(), 'order', 'SUBMITTED', now(), '{"data":{}}', '', '' FROM generate_series(1, 20000)`,
    [world.trusts.RZY.id],
  )
  await world.sql('ANALYZE audit_event')
  const plan = await connected(world.database.appUrl, async (client) => {
    await client.query('BEGIN')
    await client.query("SELECT set_config('app.trust_id', $1, true)", [world.trusts.RZY.id])
    const { rows } = await client.query(`EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)
      SELECT e.id FROM audit_event e WHERE e.trust_id = '${world.trusts.RZY.id}' AND e.place > 5000 AND e.place <= 100000000
        AND e.document = ANY ('{order,receipt,stock}') ORDER BY e.trust_id, e.place LIMIT 101`)
    await client.query('ROLLBACK')
    return rows.map((row: { 'QUERY PLAN': string }) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('audit_event_trust_id_place_key')
  expect(plan).not.toMatch(/Seq Scan|Sort/)
})

test('at the API: by cursor, with prices only for who sees them, of the own trust alone', async () => {
  const start = await ask(world, 'GET', '/api/v1/events?after=latest', { token: (await aToken(world, 'lead')).text })
  await happens([world.newId()], 0)
  await happens([world.newId()], 0, 'RZY')
  const asked = `/api/v1/events?after=${start.json.after}`
  const full = await ask(world, 'GET', asked, { token: (await aToken(world, 'lead')).text })
  expect(full.json).toMatchObject({
    more: false,
    items: [{ type: 'order.submitted', data: { version: 1, gross: '10.00' } }],
  })
  const bare = await ask(world, 'GET', asked, {
    token: (await aToken(world, 'lead', { scopes: ['events:read'] })).text,
  })
  expect(bare.json).toMatchObject({ items: [{ data: { version: 1 } }] })
  expect(JSON.stringify(bare.json)).not.toContain('gross')
  const again = await ask(world, 'GET', `/api/v1/events?after=${full.json.after}`, {
    token: (await aToken(world, 'lead')).text,
  })
  expect(again.json).toEqual({ items: [], after: full.json.after, more: false })
  const strange = await ask(world, 'GET', '/api/v1/events?after=abc', { token: (await aToken(world, 'lead')).text })
  expect(strange.json).toMatchObject({ code: 'INVALID', errors: [{ parameter: 'after' }] })
})
