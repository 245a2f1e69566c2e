import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { dayOrNone, type LocalDate, localDate, NO_DAY } from '#lib/values/dates.ts'
import type { Dated, DatedPlan } from '../dated/dated.rules.ts'
import type { SetFormulary } from './formulary.schema.ts'

/** What is looked at: what is said of a medicine (`amppId` '') or of one pack of it, from a day on. */
export type EntryOf = { vmpId: string; amppId: string; on: LocalDate }

/** What the formulary says on the day or later, locked: nobody else says anything of it until the transaction ends. */
export async function lockedEntries(tx: Tx, act: Act, { vmpId, amppId, on }: EntryOf): Promise<Dated[]> {
  const name = `formulary ${act.actor.trustId} ${vmpId} ${amppId}`
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  const rows = await tx.$queryRaw<{ id: string; valid_from: string; valid_to: string }[]>`
    SELECT id, valid_from::text, valid_to::text FROM formulary_entry
    WHERE vmp_id = ${vmpId} AND ampp_id = ${amppId} AND NOT withdrawn AND valid_to >= ${on}::date
    ORDER BY valid_from FOR UPDATE`
  return rows.map((row) => ({ id: row.id, from: localDate(row.valid_from), to: dayOrNone(row.valid_to) }))
}

/** Ends entries on their last day; the rest of them is never written again. */
export async function endEntries(tx: Tx, ends: readonly { id: string; to: LocalDate }[]): Promise<void> {
  if (ends.length === 0) return
  const days = Prisma.sql`unnest(${ends.map((one) => one.id)}::uuid[], ${ends.map((one) => one.to)}::date[])`
  await tx.$executeRaw`UPDATE formulary_entry f SET valid_to = e.on_day FROM ${days} AS e (id, on_day) WHERE f.id = e.id`
}

/** Takes entries off that never held, or hold no longer from their first day on. */
export async function withdrawEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.formularyEntry.updateMany({ where: { id: { in: [...ids] } }, data: { withdrawn: true } })
}

/** An entry to be written: what is said, of what, and on which days. */
export type NewEntry = Pick<SetFormulary, 'vmpId' | 'amppId' | 'status' | 'criteria' | 'reason' | 'reference'> & {
  productName: string
  loadId: string | null
} & Pick<DatedPlan, 'from' | 'to'>

/** Writes new entries; answers their ids. */
export async function insertEntries(tx: Tx, act: Act, entries: readonly NewEntry[]): Promise<string[]> {
  const rows = entries.map((one) => ({ ...one, id: act.newId(), to: one.to ?? NO_DAY }))
  if (rows.length === 0) return []
  await tx.$executeRaw`
    INSERT INTO formulary_entry (trust_id, id, vmp_id, ampp_id, product_name, status, criteria, reason, reference, valid_from,
      valid_to, entered_by, entered_at, load_id)
    SELECT ${act.actor.trustId}::uuid, r.id, r."vmpId", r."amppId", r."productName", r.status, r.criteria, r.reason, r.reference,
      r."from", r."to", ${act.actor.personId}::uuid, ${act.now}, r."loadId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
      id uuid, "vmpId" text, "amppId" text, "productName" text, status text, criteria text, reason text, reference text,
      "from" date, "to" date, "loadId" uuid)`
  return rows.map((one) => one.id)
}
