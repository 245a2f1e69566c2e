import pg from 'pg'
import type { OutsideSeal } from '#lib/audit/seals/outside-seal.ts'
import { auditKey } from '#lib/db/audit-codes.ts'
import type { Ask } from '#lib/db/verify/reader.ts'
import { type Verified, verifyRecord } from '#lib/db/verify/verify-record.ts'
import { Problem } from '../problem.ts'
import { markOf } from '../start/audit-key.ts'
import { checkExport, type ExportChecked } from './check-export.ts'

/** Whose record it is; null where the organisation itself is gone and only its record, or a seal outside, is left. */
export type Whose = { trustId: string; odsCode: string | null; name: string }

/** The record of one organisation after the check, with words for the document of what is broken. */
export type TrustRecord = Verified & { whose: Whose; about: string | null }

/** A database whose record is looked at: one snapshot that nothing written meanwhile changes. */
export type OpenRecord = {
  whose: (outside: ReadonlyMap<string, readonly OutsideSeal[]>) => Promise<Whose[]>
  verify: (whose: Whose, outside: readonly OutsideSeal[], progress: (events: number) => void) => Promise<TrustRecord>
  /** Holds an export of the record against it. */
  checkExport: (file: string) => Promise<ExportChecked>
}

/**
 * Opens the record of a database for looking only.
 * @throws Problem where the database cannot be reached, is none of ours, shows the role nothing, or is kept with another key
 */
export async function withRecord<T>(url: string, hexKey: string, work: (record: OpenRecord) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  const ask: Ask = async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await client.query<Row>(text, [...values])).rows
  const key = auditKey(hexKey)
  try {
    await client.query("SET DateStyle = 'ISO, YMD'")
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await holdKey(ask, hexKey)
    const seesAll = await bypasses(ask)
    const asTrust = (trustId: string) => ask("SELECT set_config('app.trust_id', $1, true)", [trustId])
    return await work({
      checkExport: (file) => checkExport(file, { ask, key, enter: asTrust }),
      whose: async (outside) => {
        const ids = seesAll ? await idsIn(ask) : await everyTrust(ask)
        const all: Whose[] = []
        for (const trustId of new Set([...ids, ...outside.keys()])) {
          await asTrust(trustId)
          const kept = outside.get(trustId)?.[0]?.trust
          const [row] = await ask<{ ods_code: string; name: string }>(
            'SELECT ods_code, name FROM organisation WHERE trust_id = $1::uuid',
            [trustId],
          )
          all.push({
            trustId,
            odsCode: row?.ods_code ?? kept?.odsCode ?? null,
            name: row?.name ?? kept?.name ?? `Organisation ${trustId}, which is gone`,
          })
        }
        return all.sort((a, b) => ((a.odsCode ?? '') < (b.odsCode ?? '') ? -1 : 1))
      },
      verify: async (whose, outside, progress) => {
        await asTrust(whose.trustId)
        const verified = await verifyRecord(ask, whose.trustId, { key, outside, progress })
        return { ...verified, whose, about: await aboutOf(ask, whose.trustId, verified) }
      },
    })
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function holdKey(ask: Ask, hexKey: string): Promise<void> {
  const [table] = await ask<{ there: boolean; mark: string | null }>(
    `SELECT to_regclass('public.audit_event') IS NOT NULL AS there,
       obj_description(to_regclass('public.audit_event'), 'pg_class') AS mark`,
    [],
  )
  if (!table?.there)
    throw new Problem('There is no record in this database.', 'Give the address of a Tincture database.')
  if (table.mark?.startsWith('Kept with the key ') && table.mark !== markOf(hexKey)) {
    throw new Problem(
      'The record in this database is kept with another audit key.',
      'Give its key as AUDIT_KEY, or the data folder that belongs to it as DATA_DIR.',
    )
  }
}

async function bypasses(ask: Ask): Promise<boolean> {
  const [role] = await ask<{ all: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS all FROM pg_roles WHERE rolname = current_user',
    [],
  )
  return role?.all === true
}

/** Every organisation that anything of the record names, whether it still stands itself or not. */
async function idsIn(ask: Ask): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    `WITH RECURSIVE event (id) AS (
       (SELECT trust_id FROM audit_event ORDER BY trust_id LIMIT 1)
       UNION ALL
       SELECT (SELECT e.trust_id FROM audit_event e WHERE e.trust_id > event.id ORDER BY e.trust_id LIMIT 1)
       FROM event WHERE event.id IS NOT NULL)
     SELECT id FROM event WHERE id IS NOT NULL
     UNION SELECT trust_id FROM audit_seal UNION SELECT trust_id FROM organisation`,
    [],
  )
  return rows.map((row) => row.id)
}

async function everyTrust(ask: Ask): Promise<string[]> {
  const [may] = await ask<{ may: boolean }>("SELECT has_function_privilege('every_trust()', 'EXECUTE') AS may", [])
  if (!may?.may) {
    throw new Problem(
      'This role sees no record: row security hides it.',
      'Sign in as the owner, the worker, or a role with BYPASSRLS that may read the tables.',
    )
  }
  return (await ask<{ id: string }>('SELECT every_trust() AS id', [])).map((row) => row.id)
}

/** What people call the document of a broken chain: the number of its order or receipt, else its kind. */
async function aboutOf(ask: Ask, trustId: string, { broken }: Verified): Promise<string | null> {
  if (!broken || !('chainId' in broken)) return null
  const [row] = await ask<{ about: string | null }>(
    `SELECT coalesce(
       (SELECT 'order ' || number FROM purchase_order WHERE trust_id = $1::uuid AND id = $2::uuid),
       (SELECT 'goods received note ' || number FROM receipt WHERE trust_id = $1::uuid AND id = $2::uuid),
       (SELECT replace(document, '_', ' ') FROM audit_event WHERE trust_id = $1::uuid AND chain_id = $2::uuid LIMIT 1)) AS about`,
    [trustId, broken.chainId],
  )
  return row?.about ?? null
}
