import { beforeAll, expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { localDate } from '#lib/values/dates.ts'
import { audit } from './audit.ts'
import { sealAudit } from './audit-seal.ts'
import { type Broken, type Verified, verifyAudit } from './audit-verify.ts'
import { commit } from './commit.ts'
import { withTrust } from './with-trust.ts'

const world = await aWorld()
const trustId = world.trusts.RZZ.id
const chains = Array.from({ length: 4 }, () => world.newId())

async function note(chainId: string, times = 1): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const act = world.act('lead')
    await commit(act, { name: 'testNote', permission: 'order.view' }, { n }, async (tx) => {
      audit(tx, { document: 'order', id: chainId, verb: 'APPROVED', data: { amount: 100 + n } })
      return { ok: true, value: null }
    })
  }
}

const seal = (day: string) => withTrust(world.actor('lead'), (tx) => sealAudit(tx, world.systemAct(), localDate(day)))
const verify = (): Promise<Verified> => withTrust(world.actor('lead'), (tx) => verifyAudit(tx, trustId))

/** What verify says while a superuser's change stands; the change is taken back afterwards. */
async function tampered(sql: string, values: unknown[] = []): Promise<Broken | null> {
  const tables = ['audit_event', 'audit_head', 'audit_seal']
  for (const table of tables) await world.sql(`CREATE TABLE kept_${table} AS TABLE ${table}`)
  try {
    await world.sql(sql, values)
    return (await verify()).broken
  } finally {
    for (const table of tables) {
      await world.sql(`TRUNCATE ${table}`)
      await world.sql(`INSERT INTO ${table} SELECT * FROM kept_${table}`)
      await world.sql(`DROP TABLE kept_${table}`)
    }
  }
}

const [first = '', second = '', third = '', fourth = ''] = chains

beforeAll(async () => {
  for (const chain of [first, second, third]) await note(chain, 3)
  expect(await seal('2026-11-21')).toMatchObject({ chains: 3, events: 9 })
  await note(first, 2)
  await note(fourth, 2)
  expect(await seal('2026-11-22')).toMatchObject({ chains: 4, events: 13, heads: [{}, {}] })
  await note(second)
})

test('an honest record holds, and a day is sealed once', async () => {
  expect(await verify()).toEqual({ chains: 4, events: 14, seals: 2, broken: null })
  expect(await seal('2026-11-22')).toBeNull()
  expect(await seal('2026-11-20')).toBeNull()
  const both = await Promise.all([seal('2026-11-23'), seal('2026-11-23')])
  expect(both.filter((one) => one !== null)).toHaveLength(1)
  await world.sql(`DELETE FROM audit_seal WHERE day = '2026-11-23'`)
})

test('a changed row is named, whichever of its columns was changed', async () => {
  const at = { chainId: second, seq: 2 }
  const where = 'WHERE chain_id = $1 AND seq = 2'
  const changes = [
    `payload = replace(payload, '"amount":101', '"amount":999')`,
    `verb = 'REJECTED'`,
    `actor_id = NULL`,
    `at = at + interval '1 second'`,
    `document = 'receipt'`,
    `mac = decode(repeat('00', 32), 'hex')`,
  ]
  for (const change of changes) {
    expect(await tampered(`UPDATE audit_event SET ${change} ${where}`, [second])).toEqual({
      what: 'row_changed',
      ...at,
    })
  }
  const moved = `UPDATE audit_event SET previous_mac = decode(repeat('00', 32), 'hex') ${where}`
  expect(await tampered(moved, [second])).toEqual({ what: 'row_out_of_chain', ...at })
})

test('a removed row, a cut tail and a removed chain are named', async () => {
  const missing = (chainId: string, seq: number) => ({ what: 'row_missing', chainId, seq })
  expect(await tampered('DELETE FROM audit_event WHERE chain_id = $1 AND seq = 2', [third])).toEqual(missing(third, 2))
  expect(await tampered('DELETE FROM audit_event WHERE chain_id = $1 AND seq = 5', [first])).toEqual(missing(first, 5))
  expect(await tampered('DELETE FROM audit_event WHERE chain_id = $1', [fourth])).toMatchObject({
    what: 'sealed_row_missing',
    chainId: fourth,
  })
})

test('what was sealed cannot be cut off together with its head', async () => {
  const cut = `WITH gone AS (DELETE FROM audit_event WHERE chain_id = $1 AND seq > 3)
    UPDATE audit_head h SET seq = 3, mac = e.mac FROM audit_event e
    WHERE h.chain_id = $1 AND e.chain_id = $1 AND e.seq = 3`
  expect(await tampered(cut, [first])).toEqual({
    what: 'sealed_row_missing',
    chainId: first,
    seq: 5,
    day: '2026-11-22',
  })
  const whole = `WITH gone AS (DELETE FROM audit_event WHERE chain_id = $1) DELETE FROM audit_head WHERE chain_id = $1`
  expect(await tampered(whole, [third])).toMatchObject({ what: 'sealed_row_missing', chainId: third, seq: 3 })
})

test('a changed head and a changed or removed seal are named', async () => {
  const head = `UPDATE audit_head SET mac = decode(repeat('00', 32), 'hex') WHERE chain_id = $1`
  expect(await tampered(head, [first])).toMatchObject({ what: 'head_differs', chainId: first })
  const first_ = '2026-11-21'
  for (const change of ['events = 8', `heads = ''`, `root = decode(repeat('00', 32), 'hex')`]) {
    const sql = `UPDATE audit_seal SET ${change} WHERE day = '${first_}'`
    expect(await tampered(sql)).toEqual({ what: 'seal_changed', day: first_ })
  }
  expect(await tampered(`DELETE FROM audit_seal WHERE day = '${first_}'`)).toEqual({
    what: 'seal_missing',
    day: '2026-11-22',
  })
})

test('the app’s role may neither change nor remove a row or a seal', async () => {
  const tries = ['UPDATE audit_event SET verb = verb', 'DELETE FROM audit_event', 'DELETE FROM audit_seal']
  for (const sql of tries) {
    await expect(withTrust(world.actor('lead'), (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(/permission denied/)
  }
})
