import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { systemActor } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { sealAudit } from '#lib/db/audit-seal.ts'
import { openDatabase } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { systemClock } from '#lib/values/clock.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { systemIds } from '#lib/values/ids.ts'
import { verifyAudit } from '../audit/verify.ts'
import { ownFolder, postgresAccount } from '../cluster/account.ts'
import { type Cluster, startCluster } from '../cluster/cluster.ts'
import { connected, prepareDatabase } from './database.ts'
import type { Secrets } from './secrets.ts'
import { readSettings } from './settings.ts'

/* targets.md, R7: back-up, then restore to before a bad DELETE, audit verified. Nothing before the point is missing. */

const KEY = 'cd'.repeat(32)
const folder = mkdtempSync(path.join(tmpdir(), 'restored-'))
ownFolder(postgresAccount(), folder)
const archive = path.join(folder, 'archive')
mkdirSync(archive)
chmodSync(archive, 0o777)
const at = (name: string) => ({
  data: path.join(folder, name),
  log: path.join(folder, `${name}.log`),
  password: 'secret',
})

const clusters: Cluster[] = []
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
  for (const cluster of clusters) await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

const newId = systemIds(systemClock)
const trustId = newId()
const actor = systemActor({ id: trustId, name: 'Restored', odsCode: 'RZZ', kind: 'trust' })
const act = () => ({ actor, now: systemClock(), newId, key: newId() })

async function entries(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await commit(act(), { name: 'testNote', permission: 'order.view' }, { n }, async (tx) => {
      audit(tx, { document: 'trust', id: n % 3 === 0 ? trustId : newId(), verb: 'SETTINGS_CHANGED', data: { n } })
      return { ok: true, value: null }
    })
  }
}

/** A base back-up of a running cluster, as `pg_basebackup` makes it: its files, and the label of where the log begins. */
async function backUp(cluster: Cluster, to: string): Promise<void> {
  await connected(cluster.url('postgres'), async (client) => {
    await client.query("SELECT pg_backup_start('nightly', true)")
    const log = path.join(cluster.data, 'pg_wal')
    cpSync(cluster.data, to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => path.dirname(file) !== log && !/postmaster\.(pid|opts)$/.test(file),
    })
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)')
    writeFileSync(path.join(to, 'backup_label'), rows[0]?.labelfile ?? '')
  })
}

async function all<T extends object>(url: string, sql: string): Promise<T[]> {
  return connected(url, async (client: pg.Client) => (await client.query<T>(sql)).rows)
}

test('back-up, restore to before a bad DELETE, audit verified: nothing before the point is missing', async () => {
  const source = await startCluster({
    ...at('source'),
    settings: { archive_mode: 'on', archive_command: `cp %p ${archive}/%f`, wal_level: 'replica' },
  })
  clusters.push(source)
  const ownerUrl = source.url('tincture')
  await connected(source.url('postgres'), (client) => client.query('CREATE DATABASE tincture'))
  Object.assign(process.env, { AUDIT_KEY: KEY })
  const secrets = { appPassword: 'app', workerPassword: 'worker', auditKey: KEY } as Secrets
  const { appUrl } = await prepareDatabase(
    ownerUrl,
    readSettings({ NODE_ENV: 'test', DATABASE_URL: ownerUrl }, []),
    secrets,
  )
  process.env.APP_DATABASE_URL = appUrl
  closing.push(openDatabase(appUrl, 2))
  await connected(ownerUrl, (client) =>
    client.query(
      `INSERT INTO organisation (trust_id, ods_code, name, kind, gln, endpoint_scheme, endpoint_id, address, created_at)
       VALUES ($1, 'RZZ', 'Restored', 'trust', '5055000000005', '0088', '5055000000005', '{"1 Test Road"}', now())`,
      [trustId],
    ),
  )
  await entries(6)
  await withTrust(actor, (tx) => sealAudit(tx, act(), addDays(londonDate(systemClock()), -1)))
  const data = path.join(folder, 'restored')
  await backUp(source, data)

  await entries(9)
  const kept = await all(ownerUrl, 'SELECT * FROM audit_event ORDER BY chain_id, seq')
  expect(kept).toHaveLength(15)
  const [point] = await all<{ at: string }>(
    ownerUrl,
    "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' AS at",
  )
  await connected(ownerUrl, async (client) => {
    await client.query('DELETE FROM audit_event WHERE seq = 1')
    await client.query('TRUNCATE command_key')
  })
  await entries(2)
  const [end] = await all<{ file: string }>(ownerUrl, 'SELECT pg_walfile_name(pg_switch_wal()) AS file')
  await vi.waitFor(
    async () => {
      const [archived] = await all<{ last: string }>(ownerUrl, 'SELECT last_archived_wal AS last FROM pg_stat_archiver')
      expect((archived?.last ?? '') >= (end?.file ?? 'none')).toBe(true)
    },
    { timeout: 30_000, interval: 200 },
  )
  const verify = async (database: string) => {
    const said: string[] = []
    const asked = { database, trust: undefined, seals: undefined, export: undefined }
    const outcome = await verifyAudit(asked, (line) => void said.push(line))
    return { outcome, said: said.join('\n') }
  }
  expect((await verify(ownerUrl)).outcome).toBe(1)

  writeFileSync(path.join(data, 'recovery.signal'), '')
  ownFolder(postgresAccount(), data)
  const restored = await startCluster({
    ...at('restored'),
    settings: {
      restore_command: `cp ${archive}/%f %p`,
      recovery_target_time: point?.at ?? '',
      recovery_target_action: 'promote',
    },
  })
  clusters.push(restored)
  const url = restored.url('tincture')
  await vi.waitFor(async () => expect(await all(url, 'SELECT pg_is_in_recovery() AS on')).toEqual([{ on: false }]), {
    timeout: 30_000,
    interval: 200,
  })
  expect(await all(url, 'SELECT * FROM audit_event ORDER BY chain_id, seq')).toEqual(kept)
  expect(await all(url, 'SELECT count(*)::int AS n FROM command_key')).toEqual([{ n: 15 }])
  const after = await verify(url)
  expect(after.said).toContain('✓ Restored (RZZ): 15 entries')
  expect(after.outcome).toBe(0)
}, 180_000)
