import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { dayOrNone, type LocalDate, localDate, NO_DAY } from '#lib/values/dates.ts'
import type { Dated } from '../dated/dated.rules.ts'

/** A code to be written. */
export type NewLocalCode = {
  amppId: string
  vmpId: string
  code: string
  system: string
  from: LocalDate
  to: LocalDate | null
  loadId: string | null
}

/** Codes of systems that stand on a day or later, locked until the transaction ends: nobody else gives or ends one of them. */
export async function lockedCodes(
  tx: Tx,
  act: Act,
  of: { system: string; code: string; on: LocalDate },
): Promise<(Dated & { amppId: string })[]> {
  const name = `local code ${act.actor.trustId} ${of.system} ${of.code}`
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  const rows = await tx.$queryRaw<{ id: string; ampp_id: string; valid_from: string; valid_to: string }[]>`
    SELECT id, ampp_id, valid_from::text, valid_to::text FROM local_code
    WHERE code = ${of.code} AND system = ${of.system} AND NOT withdrawn AND valid_to >= ${of.on}::date
    ORDER BY valid_from FOR UPDATE`
  return rows.map((row) => ({
    ...{ id: row.id, amppId: row.ampp_id, from: localDate(row.valid_from), to: dayOrNone(row.valid_to) },
  }))
}

/** Writes new codes; answers their ids. */
export async function insertCodes(tx: Tx, act: Act, codes: readonly NewLocalCode[]): Promise<string[]> {
  const rows = codes.map((one) => ({ ...one, id: act.newId(), to: one.to ?? NO_DAY }))
  if (rows.length === 0) return []
  await tx.$executeRaw`
    INSERT INTO local_code (trust_id, id, ampp_id, vmp_id, code, system, valid_from, valid_to, entered_by, entered_at, load_id)
    SELECT ${act.actor.trustId}::uuid, r.id, r."amppId", r."vmpId", r.code, r.system, r."from", r."to",
      ${act.actor.personId}::uuid, ${act.now}, r."loadId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
      id uuid, "amppId" text, "vmpId" text, code text, system text, "from" date, "to" date, "loadId" uuid)`
  return rows.map((one) => one.id)
}

/** Ends a code on its last day, or takes it off where it never held. */
export async function endCode(tx: Tx, id: string, end: { to: LocalDate } | { withdrawn: true }): Promise<void> {
  if ('to' in end) await tx.$executeRaw`UPDATE local_code SET valid_to = ${end.to}::date WHERE id = ${id}::uuid`
  else await tx.$executeRaw`UPDATE local_code SET withdrawn = true WHERE id = ${id}::uuid`
}
