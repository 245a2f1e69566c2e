import { expect, test } from 'vitest'
import { aWorld } from '#lib/testing/a-trust.ts'
import { localDate } from '#lib/values/dates.ts'
import { ownAuditKey } from './audit.ts'
import { packHeads, rootCode, type SealedHead, sealCode, startOfSeals } from './audit-codes.ts'
import { type Seal, sealAudit } from './audit-seal.ts'
import { withTrust } from './with-trust.ts'

const world = await aWorld()
const trustId = world.trusts.RZY.id
const seal = (day: string) =>
  withTrust(world.actor('lead', { trust: 'RZY' }), (tx) => sealAudit(tx, world.systemAct('RZY'), localDate(day)))

/** The seal of a day, made of everything at once: every head as it stands, and every seal before. */
async function plainly(day: string, earlier: readonly Seal[]): Promise<Seal> {
  const rows = await world.sql<{ chain_id: string; seq: number; mac: Buffer }>(
    'SELECT chain_id, seq, mac FROM audit_head WHERE trust_id = $1 ORDER BY chain_id',
    [trustId],
  )
  const heads = rows.map((row): SealedHead => ({ chainId: row.chain_id, seq: row.seq, mac: row.mac }))
  const known = new Map(earlier.flatMap((one) => one.heads.map((head) => [head.chainId, head.seq])))
  const root = rootCode(ownAuditKey())
  root.add(packHeads(heads))
  const unsealed = {
    day: localDate(day),
    chains: heads.length,
    events: heads.reduce((sum, head) => sum + head.seq, 0),
    heads: heads.filter((head) => known.get(head.chainId) !== head.seq),
    root: root.end(),
    previousMac: earlier.at(-1)?.mac ?? startOfSeals(ownAuditKey(), trustId),
  }
  const code = sealCode(ownAuditKey(), trustId, unsealed)
  code.add(packHeads(unsealed.heads))
  return { ...unsealed, mac: code.end() }
}

test('a seal read part by part is the one made of everything at once, bit for bit', async () => {
  const earlier: Seal[] = []
  const changes = [
    // more chains than are read at once
    `INSERT INTO audit_head (trust_id, chain_id, seq, mac)
       SELECT $1, gen_random_uuid(), 1 + n % 7, sha256(n::text::bytea) FROM generate_series(1, 11000) n`,
    `UPDATE audit_head SET seq = seq + 1, mac = sha256(mac) WHERE trust_id = $1 AND get_byte(mac, 0) < 20`,
    `INSERT INTO audit_head (trust_id, chain_id, seq, mac)
       SELECT $1, gen_random_uuid(), 1, sha256(n::text::bytea) FROM generate_series(1, 60) n`,
    // nothing at all on this day
    `UPDATE audit_head SET seq = seq WHERE trust_id = $1`,
    // some that two seals covered already, and one that is gone
    `UPDATE audit_head SET seq = seq + 3, mac = sha256(mac) WHERE trust_id = $1 AND get_byte(mac, 1) < 9`,
    `DELETE FROM audit_head WHERE trust_id = $1 AND chain_id = (SELECT min(chain_id::text)::uuid FROM audit_head WHERE trust_id = $1)`,
  ]
  for (const [index, change] of changes.entries()) {
    await world.sql(change, [trustId])
    const day = `2026-11-${10 + index}`
    const expected = await plainly(day, earlier)
    expect(await seal(day)).toEqual(expected)
    const [stored] = await world.sql<{ heads: Buffer; mac: Buffer }>(
      'SELECT heads, mac FROM audit_seal WHERE trust_id = $1 AND day = $2',
      [trustId, day],
    )
    expect(stored).toEqual({ heads: packHeads(expected.heads), mac: expected.mac })
    earlier.push(expected)
  }
})
