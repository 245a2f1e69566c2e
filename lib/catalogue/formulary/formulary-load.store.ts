import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { NEW_SHOWN, type NewRowOf } from '#lib/files/new-row.rules.ts'
import { planner } from '#lib/files/planner.store.ts'
import { dayOrNone, type LocalDate, localDate } from '#lib/values/dates.ts'
import { OWNERS, packsByIds } from '../pack.queries.ts'
import { FORMULARY_STATUSES, isFormularyStatus } from './formulary.rules.ts'
import { endEntries, insertEntries, withdrawEntries } from './formulary.store.ts'
import {
  type FormularyRow,
  type KnownFormulary,
  keyOf,
  type PlannedEntry,
  planFormulary,
  readFormularyRow,
  type StandingEntry,
} from './formulary-file.rules.ts'

/** Reads a file of the formulary and holds it against what it says today and later. */
export const formularyPlanner = planner(readFormularyRow, async (tx, actor, rows, today) => {
  const known = await knownOf(tx, actor, rows, today)
  const { added, changed, unchanged, problems } = planFormulary(rows, known)
  const newRows = added.slice(0, NEW_SHOWN).map((one) => newRow(one, known))
  return {
    findings: { added: added.length, changed: changed.length, unchanged, problems, newRows },
    write: (inTx, act, loadId) => writeEntries(inTx, act, [...added, ...changed], loadId),
  }
})

function newRow(one: PlannedEntry, known: KnownFormulary): NewRowOf<'formulary'> {
  return {
    of: 'formulary',
    row: one.row,
    medicine: one.productName,
    pack: known.packs.get(one.amppId)?.packText ?? '',
    status: FORMULARY_STATUSES[one.status],
    criteria: one.criteria,
    from: one.plan.from,
  }
}

async function knownOf(tx: Tx, actor: Actor, rows: readonly FormularyRow[], today: LocalDate): Promise<KnownFormulary> {
  const medicines = new Map<string, string>()
  const standing = new Map<string, StandingEntry[]>()
  for (const part of inParts(rows)) {
    const ids = [...new Set(part.map((row) => row.vmpId))]
    const names = await tx.$queryRaw<{ vmp_id: string; name: string }[]>`
      SELECT DISTINCT ON (p.vmp_id) p.vmp_id, p.name FROM pack p
      WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ANY (${ids}::text[])
      ORDER BY p.vmp_id, p.owner_id = ${actor.trustId}::uuid DESC, p.ampp_id`
    for (const one of names) medicines.set(one.vmp_id, one.name)
    const entries = await tx.$queryRaw<
      {
        id: string
        vmp_id: string
        ampp_id: string
        status: string
        criteria: string
        reason: string
        reference: string
        valid_from: string
        valid_to: string
      }[]
    >`
      SELECT f.id, f.vmp_id, f.ampp_id, f.status, f.criteria, f.reason, f.reference, f.valid_from::text, f.valid_to::text
      FROM formulary_entry f
      WHERE f.vmp_id = ANY (${ids}::text[]) AND NOT f.withdrawn AND f.valid_to >= ${today}::date
      ORDER BY f.id FOR UPDATE`
    for (const { id, vmp_id: vmpId, ampp_id: amppId, status, valid_from, valid_to, ...words } of entries) {
      if (!isFormularyStatus(status)) continue
      const days = { from: localDate(valid_from), to: dayOrNone(valid_to) }
      const key = keyOf({ vmpId, amppId })
      const of = (standing.get(key) ?? []).filter((one) => one.id !== id)
      standing.set(key, [...of, { id, vmpId, amppId, status, ...words, ...days }])
    }
  }
  const packs = await packsByIds(tx, actor, [...new Set(rows.flatMap((row) => row.amppId || []))])
  return { today, medicines, packs, standing }
}

async function writeEntries(tx: Tx, act: Act, entries: readonly PlannedEntry[], loadId: string): Promise<void> {
  for (const part of inParts(entries)) {
    await endEntries(
      tx,
      part.flatMap((one) => one.plan.ends),
    )
    await withdrawEntries(
      tx,
      part.flatMap((one) => one.plan.withdraws),
    )
    await insertEntries(
      tx,
      act,
      part.map(({ plan, ...one }) => ({ ...one, from: plan.from, to: plan.to, loadId })),
    )
  }
}
