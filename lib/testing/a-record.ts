import pg from 'pg'
import { afterAll } from 'vitest'
import { audit, ownAuditKey } from '#lib/db/audit.ts'
import { sealAudit } from '#lib/db/audit-seal.ts'
import { commit } from '#lib/db/commit.ts'
import type { Ask } from '#lib/db/verify/reader.ts'
import { type KeptSeal, type Verified, verifyRecord } from '#lib/db/verify/verify-record.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { localDate } from '#lib/values/dates.ts'
import type { World } from './a-trust.ts'

/** Riverside's record, written through the real commands, with a superuser's hands on it. */
export function aRecord(world: World) {
  const trustId = world.trusts.RZZ.id
  const superuser = new pg.Pool({ connectionString: world.database.ownerUrl, max: 1 })
  afterAll(() => superuser.end())
  const asking =
    (client: pg.PoolClient): Ask =>
    async <Row extends object>(text: string, values: readonly unknown[]) =>
      (await client.query<Row>(text, [...values])).rows

  const onClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await superuser.connect()
    try {
      return await work(client)
    } finally {
      client.release()
    }
  }
  const verify = (outside: readonly KeptSeal[] = []): Promise<Verified> =>
    onClient((client) => verifyRecord(asking(client), trustId, { key: ownAuditKey(), outside }))
  return {
    trustId,
    verify,
    /** Writes so many entries to a chain, each by a command of its own. */
    async note(chainId: string, times = 1): Promise<void> {
      for (let n = 0; n < times; n += 1) {
        await commit(world.act('lead'), { name: 'testNote', permission: 'order.view' }, { n }, async (tx) => {
          audit(tx, { document: 'order', id: chainId, verb: 'APPROVED', data: { amount: 100 + n } })
          return { ok: true, value: null }
        })
      }
    },
    seal: (day: string) => withTrust(world.actor('lead'), (tx) => sealAudit(tx, world.systemAct(), localDate(day))),
    /** What a check says while a superuser's change stands; the change is taken back afterwards. */
    tampered: (change: (client: pg.PoolClient) => Promise<unknown>, outside: readonly KeptSeal[] = []) =>
      onClient(async (client) => {
        await client.query('BEGIN')
        try {
          await change(client)
          return (await verifyRecord(asking(client), trustId, { key: ownAuditKey(), outside })).broken
        } finally {
          await client.query('ROLLBACK')
        }
      }),
  }
}
