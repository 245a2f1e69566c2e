import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { dayOrNone, type LocalDate, localDate, NO_DAY } from '#lib/values/dates.ts'
import type { Dated, DatedPlan } from '../dated/dated.rules.ts'
import type { SetStricter } from './stricter.schema.ts'

/** What stands on the day or later of a medicine (`amppId` '') or pack, locked: nobody else says anything of it meanwhile. */
export async function lockedTreatments(
  tx: Tx,
  act: Act,
  { vmpId, amppId, on }: { vmpId: string; amppId: string; on: LocalDate },
): Promise<Dated[]> {
  const name = `stricter ${act.actor.trustId} ${vmpId} ${amppId}`
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))::text`
  const rows = await tx.$queryRaw<{ id: string; valid_from: string; valid_to: string }[]>`
    SELECT id, valid_from::text, valid_to::text FROM stricter_treatment
    WHERE vmp_id = ${vmpId} AND ampp_id = ${amppId} AND NOT withdrawn AND valid_to >= ${on}::date
    ORDER BY valid_from FOR UPDATE`
  return rows.map((row) => ({ id: row.id, from: localDate(row.valid_from), to: dayOrNone(row.valid_to) }))
}

/** Ends treatments on their last day, and takes others off that never held. */
export async function endTreatments(
  tx: Tx,
  ends: readonly { id: string; to: LocalDate }[],
  withdraws: readonly string[] = [],
): Promise<void> {
  for (const { id, to } of ends)
    await tx.stricterTreatment.updateMany({ where: { id }, data: { validTo: new Date(to) } })
  if (withdraws.length === 0) return
  await tx.stricterTreatment.updateMany({ where: { id: { in: [...withdraws] } }, data: { withdrawn: true } })
}

/** Writes a treatment; answers its id. */
export async function insertTreatment(
  tx: Tx,
  act: Act,
  one: Omit<SetStricter, 'standing' | 'from'> & { productName: string } & Pick<DatedPlan, 'from' | 'to'>,
): Promise<string> {
  const { from, to, ...said } = one
  const id = act.newId()
  await tx.stricterTreatment.create({
    data: {
      ...{ trustId: act.actor.trustId, id, ...said },
      ...{ validFrom: new Date(from), validTo: new Date(to ?? NO_DAY) },
      ...{ enteredBy: act.actor.personId, enteredAt: act.now },
    },
  })
  return id
}
