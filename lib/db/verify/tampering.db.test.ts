import { createHmac } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRecord } from '#lib/testing/a-record.ts'
import { aWorld } from '#lib/testing/a-trust.ts'
import { large, SEED } from '#lib/testing/size.ts'

/** targets.md R6: 200 with FULL=1, a tenth otherwise. */
const TAMPERINGS = large(200)

const world = await aWorld()
const { note, seal, verify, tampered } = aRecord(world)
const roles = {
  app: new pg.Pool({ connectionString: world.database.appUrl, max: 1 }),
  worker: new pg.Pool({ connectionString: world.database.workerUrl, max: 1 }),
}
afterAll(() => Promise.all(Object.values(roles).map((pool) => pool.end())))

let state = SEED
const pick = (below: number) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
  return (state >> 8) % below
}
const lengths = new Map<string, number>()

beforeAll(async () => {
  for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
    for (let turn = 0; turn < 5; turn += 1) {
      const chainId = turn < 3 || lengths.size === 0 ? world.newId() : ([...lengths.keys()][pick(lengths.size)] ?? '')
      const times = 2 + pick(5)
      await note(chainId, times)
      lengths.set(chainId, (lengths.get(chainId) ?? 0) + times)
    }
    expect(await seal(day)).not.toBeNull()
  }
})

const CHANGES = [
  () => `payload = payload || ' '`,
  (n: number) => `payload = replace(payload, '"amount":', '"amount":${n}')`,
  (n: number) => `at = at + interval '${n + 1} milliseconds'`,
  () => `verb = 'REJECTED'`,
  () => `actor_id = '01980000-0000-7000-8000-000000000000'`,
  () => `document = 'supplier'`,
  () => `command_key = NULL`,
  (n: number) => `mac = set_byte(mac, ${n % 32}, (get_byte(mac, ${n % 32}) + 1) % 256)`,
  (n: number) => `previous_mac = set_byte(previous_mac, ${n % 32}, (get_byte(previous_mac, ${n % 32}) + 1) % 256)`,
  (n: number) => `seq = seq + ${1000 + n}`,
] as const

type Aim = { chainId: string; length: number; seq: number }

/** Each kind of tampering: what it does as superuser, and the number that the check has to name; null = any of the chain. */
const KINDS: Record<string, (client: pg.PoolClient, aim: Aim) => Promise<number | null>> = {
  async changed(client, { chainId, seq }) {
    const change = CHANGES[pick(CHANGES.length)]?.(pick(900)) ?? ''
    await client.query(`UPDATE audit_event SET ${change} WHERE chain_id = $1 AND seq = $2`, [chainId, seq])
    return seq
  },
  async 'removed in the middle'(client, { chainId, seq }) {
    await client.query('DELETE FROM audit_event WHERE chain_id = $1 AND seq = $2', [chainId, seq])
    return seq
  },
  async 'tail cut, with the head put back'(client, { chainId, seq }) {
    await client.query('DELETE FROM audit_event WHERE chain_id = $1 AND seq >= $2', [chainId, seq])
    await client.query('DELETE FROM audit_head WHERE chain_id = $1 AND $2 = 1', [chainId, seq])
    await client.query(
      `UPDATE audit_head h SET seq = e.seq, mac = e.mac FROM audit_event e
       WHERE h.chain_id = $1 AND e.chain_id = $1 AND e.seq = $2 - 1`,
      [chainId, seq],
    )
    return seq
  },
  async 'whole chain removed'(client, { chainId }) {
    await client.query('DELETE FROM audit_event WHERE chain_id = $1', [chainId])
    await client.query('DELETE FROM audit_head WHERE chain_id = $1', [chainId])
    return 1
  },
  async 'rehashed without the key'(client, { chainId, seq }) {
    await client.query(
      `UPDATE audit_event SET payload = replace(payload, '"amount":', '"amount":9') WHERE chain_id = $1 AND seq = $2`,
      [chainId, seq],
    )
    const { rows } = await client.query<{ seq: number; payload: string; previous_mac: Buffer }>(
      'SELECT seq, payload, previous_mac FROM audit_event WHERE chain_id = $1 AND seq >= $2 ORDER BY seq',
      [chainId, seq],
    )
    let previous = rows[0]?.previous_mac ?? Buffer.alloc(32)
    for (const row of rows) {
      const mac = createHmac('sha256', Buffer.alloc(32, pick(256)))
        .update(previous)
        .update(row.payload)
        .digest()
      await client.query('UPDATE audit_event SET previous_mac = $3, mac = $4 WHERE chain_id = $1 AND seq = $2', [
        ...[chainId, row.seq, previous, mac],
      ])
      await client.query('UPDATE audit_head SET mac = $2 WHERE chain_id = $1 AND seq = $3', [chainId, mac, row.seq])
      previous = mac
    }
    return seq
  },
  async 'removed, and those after moved up'(client, { chainId, seq }) {
    await client.query('DELETE FROM audit_event WHERE chain_id = $1 AND seq = $2', [chainId, seq])
    const above = 'WHERE chain_id = $1 AND seq > $2'
    await client.query(`UPDATE audit_event SET seq = seq + 100000 ${above}`, [chainId, seq])
    await client.query(`UPDATE audit_event SET seq = seq - 100001 ${above}`, [chainId, 100_000])
    await client.query('UPDATE audit_head SET seq = seq - 1 WHERE chain_id = $1', [chainId])
    return seq
  },
  async 'put in at the end without the key'(client, { chainId, length }) {
    await client.query(
      `INSERT INTO audit_event (trust_id, chain_id, seq, id, document, verb, at, payload, previous_mac, mac)
       SELECT trust_id, chain_id, seq + 1, gen_random_uuid(), document, verb, at,
         replace(payload, '"seq":' || seq, '"seq":' || seq + 1), mac, sha256(mac)
       FROM audit_event WHERE chain_id = $1 AND seq = $2`,
      [chainId, length],
    )
    await client.query('UPDATE audit_head SET seq = seq + 1, mac = sha256(mac) WHERE chain_id = $1', [chainId])
    return length + 1
  },
}

test(`${TAMPERINGS} random tamperings as superuser are all found, each at its first broken row (SEED=${SEED})`, async () => {
  expect((await verify()).broken).toBeNull()
  const kinds = Object.entries(KINDS)
  const missed: string[] = []
  for (let turn = 0; turn < TAMPERINGS; turn += 1) {
    const [kind, tamper] = kinds[turn % kinds.length] ?? ['', async () => null]
    const [chainId = '', length = 1] = [...lengths][pick(lengths.size)] ?? []
    const aim = { chainId, length, seq: 1 + pick(length) }
    let expected: number | null = null
    const broken = await tampered(async (client) => {
      expected = await tamper(client, aim)
    })
    const named = broken !== null && 'chainId' in broken && broken.chainId === chainId && broken.seq === expected
    if (!named) missed.push(`${kind} of ${chainId}, ${aim.seq} of ${length}: ${JSON.stringify(broken)}`)
  }
  expect(missed).toEqual([])
  expect((await verify()).broken).toBeNull()
}, 300_000)

test.each(['app', 'worker'] as const)(
  'UPDATE, DELETE and TRUNCATE of the record are refused to the %s',
  async (role) => {
    const { id } = world.trusts.RZZ
    const tried = async (sql: string) => {
      const client = await roles[role].connect()
      try {
        await client.query('BEGIN')
        await client.query("SELECT set_config('app.trust_id', $1, true)", [id])
        return await client.query(sql).then(
          (done) => `did ${done.rowCount}`,
          (fault: Error) => fault.message,
        )
      } finally {
        await client.query('ROLLBACK')
        client.release()
      }
    }
    for (const table of ['audit_event', 'audit_seal']) {
      const column = table === 'audit_event' ? 'verb' : 'chains'
      for (const sql of [
        `UPDATE ${table} SET ${column} = ${column}`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
        `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
        `DROP TABLE ${table}`,
      ]) {
        expect(await tried(sql), sql).toMatch(/permission denied|must be owner/)
      }
    }
    for (const sql of ['DELETE FROM audit_head', 'TRUNCATE audit_head', 'SET session_replication_role = replica']) {
      expect(await tried(sql), sql).toMatch(/permission denied/)
    }
  },
)
