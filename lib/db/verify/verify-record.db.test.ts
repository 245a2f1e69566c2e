import { beforeAll, expect, test } from 'vitest'
import { brokenWords } from '#lib/audit/broken.rules.ts'
import { outsideSeal, outsideText } from '#lib/audit/seals/outside-seal.ts'
import { aRecord } from '#lib/testing/a-record.ts'
import { aWorld } from '#lib/testing/a-trust.ts'

const world = await aWorld()
const { note, seal, verify, tampered, trustId } = aRecord(world)
const chains = Array.from({ length: 4 }, () => world.newId())
const [first = '', second = '', third = '', fourth = ''] = chains

const sql = (text: string, values: unknown[] = []) => tampered((client) => client.query(text, values))

beforeAll(async () => {
  for (const chain of [first, second, third]) await note(chain, 3)
  expect(await seal('2026-11-21')).toMatchObject({ chains: 3, events: 9 })
  await note(first, 2)
  await note(fourth, 2)
  expect(await seal('2026-11-22')).toMatchObject({ chains: 4, events: 13, heads: [{}, {}] })
  await note(second)
})

test('an honest record holds, says what no seal covers, and a day is sealed once', async () => {
  const whole = { chains: 4, events: 14, seals: 2, lastSeal: '2026-11-22', broken: null }
  expect(await verify()).toEqual({ ...whole, unsealed: { events: 1, chains: 1 } })
  expect(await seal('2026-11-22')).toBeNull()
  expect(await seal('2026-11-20')).toBeNull()
  const both = await Promise.all([seal('2026-11-23'), seal('2026-11-23')])
  expect(both.filter((one) => one !== null)).toHaveLength(1)
  expect(await verify()).toMatchObject({ seals: 3, unsealed: { events: 0, chains: 0 }, broken: null })
  await world.sql(`DELETE FROM audit_seal WHERE day = '2026-11-23'`)
})

test('a changed row is named with what differs, whichever of its columns was changed', async () => {
  const at = { chainId: second, seq: 2 }
  const where = 'WHERE chain_id = $1 AND seq = 2'
  const changes = [
    [`payload = replace(payload, '"amount":101', '"amount":999')`, 'code'],
    [`payload = 'nothing that can be read'`, 'code'],
    [`mac = decode(repeat('00', 32), 'hex')`, 'code'],
    [`verb = 'REJECTED'`, 'verb'],
    [`actor_id = NULL`, 'actor'],
    [`at = at + interval '1 second'`, 'at'],
    [`at = 'infinity'`, 'at'],
    [`document = 'receipt'`, 'document'],
    [`command_key = NULL`, 'key'],
    [`id = '01980000-0000-7000-8000-000000000000'`, 'id'],
  ] as const
  for (const [change, differs] of changes) {
    expect(await sql(`UPDATE audit_event SET ${change} ${where}`, [second]), change).toEqual({
      ...{ what: 'row_changed', ...at, differs },
    })
  }
  const moved = `UPDATE audit_event SET previous_mac = decode(repeat('00', 32), 'hex') ${where}`
  expect(await sql(moved, [second])).toEqual({ what: 'row_out_of_chain', ...at })
})

test('a removed row, a cut tail and a removed chain are named, with the day of the seal that covers them', async () => {
  const gone = (chainId: string, seq: number, day: string) => ({ what: 'sealed_row_missing', chainId, seq, day })
  expect(await sql('DELETE FROM audit_event WHERE chain_id = $1 AND seq = 2', [third])).toEqual(
    gone(third, 2, '2026-11-21'),
  )
  expect(await sql('DELETE FROM audit_event WHERE chain_id = $1 AND seq = 5', [first])).toEqual(
    gone(first, 5, '2026-11-22'),
  )
  expect(await sql('DELETE FROM audit_event WHERE chain_id = $1', [fourth])).toEqual(gone(fourth, 1, '2026-11-22'))
  expect(await sql('DELETE FROM audit_event WHERE chain_id = $1 AND seq = 4', [second])).toEqual({
    ...{ what: 'row_missing', chainId: second, seq: 4 },
  })
})

test('what was sealed cannot be cut off together with its head; what was not can, and the check says so', async () => {
  const cut = (seq: number) => `WITH gone AS (DELETE FROM audit_event WHERE chain_id = $1 AND seq > ${seq})
    UPDATE audit_head h SET seq = ${seq}, mac = e.mac FROM audit_event e
    WHERE h.chain_id = $1 AND e.chain_id = $1 AND e.seq = ${seq}`
  const broken = await sql(cut(3), [first])
  expect(broken).toEqual({ what: 'sealed_row_missing', chainId: first, seq: 4, day: '2026-11-22' })
  expect(broken && brokenWords(broken, 'order RZZ-1')).toBe(
    `Entry 4 of order RZZ-1 (chain ${first}) is missing: the seal of 2026-11-22 covers it.`,
  )
  const whole = `WITH gone AS (DELETE FROM audit_event WHERE chain_id = $1) DELETE FROM audit_head WHERE chain_id = $1`
  expect(await sql(whole, [third])).toMatchObject({ what: 'sealed_row_missing', chainId: third, seq: 1 })
  expect(await sql(cut(3), [second])).toBeNull()
})

test('a changed or removed head and a changed or removed seal are named', async () => {
  const head = `UPDATE audit_head SET mac = decode(repeat('00', 32), 'hex') WHERE chain_id = $1`
  expect(await sql(head, [first])).toMatchObject({ what: 'head_differs', chainId: first })
  expect(await sql('DELETE FROM audit_head WHERE chain_id = $1', [first])).toMatchObject({ what: 'head_missing' })
  const day = '2026-11-21'
  for (const change of ['events = 8', `heads = ''`, `root = decode(repeat('00', 32), 'hex')`]) {
    expect(await sql(`UPDATE audit_seal SET ${change} WHERE day = '${day}'`)).toEqual({ what: 'seal_changed', day })
  }
  expect(await sql(`DELETE FROM audit_seal WHERE day = '${day}'`)).toEqual({ what: 'seal_missing', day: '2026-11-22' })
})

test('seals kept outside tell when those of the database were cut off, or made again', async () => {
  const [row] = await world.sql<{ root: Buffer; previous_mac: Buffer; mac: Buffer }>(
    `SELECT root, previous_mac, mac FROM audit_seal WHERE trust_id = $1 AND day = '2026-11-22'`,
    [trustId],
  )
  if (!row) throw new Error('There is no seal')
  const text = outsideText(
    { id: trustId, odsCode: 'RZZ', name: 'Riverside' },
    { day: '2026-11-22', chains: 4, events: 13, root: row.root, previousMac: row.previous_mac, mac: row.mac },
  )
  const outside = [outsideSeal.parse(JSON.parse(text))]
  expect((await verify(outside)).broken).toBeNull()
  const cut = "DELETE FROM audit_seal WHERE day = '2026-11-22'"
  expect(await sql(cut)).toBeNull()
  expect(await tampered((client) => client.query(cut), outside)).toEqual({ what: 'seal_gone', day: '2026-11-22' })
  const other = outside.map((one) => ({ ...one, seal: 'ab'.repeat(32) }))
  expect((await verify(other)).broken).toEqual({ what: 'seal_differs_outside', day: '2026-11-22' })
})
