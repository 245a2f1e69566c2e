import { beforeAll, describe, expect, test } from 'vitest'
import { ok, refuse } from '#lib/result.ts'
import { aWorld, type World } from '#lib/testing/a-trust.ts'
import { large } from '#lib/testing/size.ts'
import { audit, ownAuditKey } from './audit.ts'
import { codeOf, startOfChain } from './audit-codes.ts'
import { commit } from './commit.ts'

let world: World
beforeAll(async () => {
  world = await aWorld()
})

const kind = { name: 'testCommand', permission: 'order.raise' } as const

async function writeSite(act = world.act('technician'), name = world.newId()) {
  return commit(act, kind, { name }, async (tx) => {
    const id = act.newId()
    await tx.site.create({ data: { trustId: act.actor.trustId, id, name } })
    audit(tx, { document: 'trust', id: act.actor.trustId, verb: 'TESTED', data: { id } })
    return ok({ id })
  })
}

describe('a command', () => {
  /** targets.md R1: the same key twenty times at once, a thousand times over; then once more, as after a reload. */
  test(`acts once for one key, twenty at once, in ${large(1000)} of ${large(1000)} rounds`, async () => {
    const names = Array.from({ length: large(1000) }, () => world.newId())
    for (const name of names) {
      const act = world.act('technician')
      const answers = await Promise.all(Array.from({ length: 20 }, () => writeSite(act, name)))
      const later = await writeSite({ ...act, now: new Date(act.now.getTime() + 60_000) }, name)
      expect(new Set([...answers, later].map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(await writeSite(act, `${name} other`)).toEqual(refuse({ code: 'KEY_REUSED' }))
    }
    const written = await world.sql('SELECT name FROM site WHERE name = ANY ($1)', [names])
    expect(written).toHaveLength(large(1000))
    const [events] = await world.sql<{ n: number }>("SELECT count(*)::int AS n FROM audit_event WHERE verb = 'TESTED'")
    expect(events?.n).toBe(large(1000))
  }, 300_000)

  test('refuses the same key with another body', async () => {
    const act = world.act('technician')
    expect((await writeSite(act, 'One')).ok).toBe(true)
    expect(await writeSite(act, 'Other')).toEqual(refuse({ code: 'KEY_REUSED' }))
  })

  test('a refusal writes nothing and frees the key', async () => {
    const act = world.act('technician')
    const name = world.newId()
    const first = await commit(act, kind, { name }, async (tx) => {
      await tx.site.create({ data: { trustId: act.actor.trustId, id: act.newId(), name } })
      return refuse({ code: 'NOT_FOUND', what: 'order' })
    })
    expect(first.ok).toBe(false)
    expect(await world.sql('SELECT id FROM site WHERE name = $1', [name])).toHaveLength(0)
    expect((await writeSite(act, name)).ok).toBe(true)
  })

  test('asks the permission first', async () => {
    expect(await writeSite(world.act('stores'))).toMatchObject({ ok: false, refusal: { code: 'NOT_ALLOWED' } })
  })

  test('cannot write into another trust', async () => {
    const act = world.act('technician')
    const write = commit(act, kind, {}, async (tx) => {
      await tx.site.create({ data: { trustId: world.trusts.RZY.id, id: act.newId(), name: 'Foreign' } })
      return ok()
    })
    await expect(write).rejects.toThrow(/row-level security/)
  })

  test('its audit is a chain without gaps, whoever writes at once', async () => {
    await Promise.all(Array.from({ length: 12 }, () => writeSite()))
    const trust = world.trusts.RZZ.id
    const rows = await world.sql<{ seq: number; payload: string; mac: Buffer }>(
      'SELECT seq, payload, mac FROM audit_event WHERE trust_id = $1 AND chain_id = $1 ORDER BY seq',
      [trust],
    )
    let previous: Uint8Array = startOfChain(ownAuditKey(), trust, trust)
    rows.forEach((row, index) => {
      expect(row.seq).toBe(index + 1)
      expect(row.mac.equals(codeOf(ownAuditKey(), previous, row.payload))).toBe(true)
      previous = row.mac
    })
    expect(rows.length).toBeGreaterThanOrEqual(12)
  })
})
