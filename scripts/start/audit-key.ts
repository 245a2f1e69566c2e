import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { Problem } from '../problem.ts'

/**
 * Holds the key of the record against the one that this database's record is kept with; the first key that comes is noted.
 * With another one, what is written from then on could never be verified, and a record cannot be written again.
 * What is noted is no help in finding the key: the head of a code made with it.
 * @throws Problem when it is another one
 */
export async function holdAuditKey(client: pg.Client, auditKey: string): Promise<void> {
  const mine = markOf(auditKey)
  const { rows } = await client.query<{ mark: string | null }>(
    "SELECT obj_description('public.audit_event'::regclass, 'pg_class') AS mark",
  )
  const mark = rows[0]?.mark ?? null
  if (mark === mine) return
  if (mark?.startsWith('Kept with the key ')) {
    throw new Problem(
      'The record in this database is kept with another audit key.',
      'Start with the data folder that belongs to it (DATA_DIR), or with its AUDIT_KEY; nothing was changed.',
    )
  }
  await client.query(`COMMENT ON TABLE public.audit_event IS '${mine}'`)
}

/** What is noted of a key: the head of a code made with it. */
export function markOf(auditKey: string): string {
  const code = createHmac('sha256', Buffer.from(auditKey, 'hex')).update('Tincture: which key').digest('hex')
  return `Kept with the key ${code.slice(0, 16)}`
}
