import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { OWNERS } from '#lib/catalogue/pack.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { NEW_SHOWN, type NewRowOf } from '#lib/files/new-row.rules.ts'
import { planner } from '#lib/files/planner.store.ts'
import { formatCounted } from '#lib/values/format.ts'
import { milli } from '#lib/values/packs.ts'
import { storesByName } from '../store-names.store.ts'
import { type FoundUsage, foundUsage, readUsageRow } from './usage-file.rules.ts'

/** Reads a usage file and holds it against what was recorded: a medicine, store and day that is named is replaced. */
export const usagePlanner = planner(readUsageRow, async (tx, actor, rows, today) => {
  const { usage, problems, notes } = foundUsage(rows, await storesByName(tx, actor), today)
  const recorded = await recordedOf(tx, usage)
  const write = usage.filter((one) => recorded.get(keyOf(one)) !== one.unitsMilli)
  const fresh = write.filter((one) => !recorded.has(keyOf(one)))
  const strange = await strangeMedicines(tx, usage)
  if (strange > 0) {
    notes.push(
      `${formatCounted(strange, 'medicine')} of the file ${strange === 1 ? 'is' : 'are'} in no pack that is loaded; the usage is kept all the same.`,
    )
  }
  return {
    findings: {
      ...{ added: fresh.length, changed: write.length - fresh.length, unchanged: usage.length - write.length },
      ...{ problems, notes, newRows: await newRowsOf(tx, fresh.slice(0, NEW_SHOWN)) },
    },
    write: (inTx, act) => writeUsage(inTx, act, write),
  }
})

const keyOf = (one: { storeId: string; vmpId: string; day: string }) => `${one.storeId} ${one.vmpId} ${one.day}`

async function recordedOf(tx: Tx, usage: readonly FoundUsage[]): Promise<Map<string, number>> {
  const known = new Map<string, number>()
  for (const part of inParts(usage)) {
    const rows = await tx.$queryRaw<{ store_id: string; vmp_id: string; day: string; units_milli: bigint }[]>`
      SELECT u.store_id, u.vmp_id, u.day::text, u.units_milli
      FROM unnest(${part.map((one) => one.vmpId)}::text[], ${part.map((one) => one.storeId)}::uuid[],
        ${part.map((one) => one.day)}::date[]) AS w (vmp_id, store_id, day)
      JOIN usage_day u ON u.vmp_id = w.vmp_id AND u.store_id = w.store_id AND u.day = w.day`
    for (const row of rows) {
      known.set(keyOf({ storeId: row.store_id, vmpId: row.vmp_id, day: row.day }), Number(row.units_milli))
    }
  }
  return known
}

/** Usage that is not on file yet, as it is shown: medicines by name where a pack of them is loaded. */
async function newRowsOf(tx: Tx, fresh: readonly FoundUsage[]): Promise<NewRowOf<'usage'>[]> {
  const ids = [...new Set(fresh.map((one) => one.vmpId))]
  const rows = await tx.$queryRaw<{ vmp_id: string; name: string }[]>`
    SELECT DISTINCT ON (p.vmp_id) p.vmp_id, p.name FROM pack p
    WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ANY (${ids}::text[]) ORDER BY p.vmp_id, p.ampp_id`
  const names = new Map(rows.map((row) => [row.vmp_id, row.name]))
  return fresh.map(({ row, rows: of, vmpId, store, day, unitsMilli }) => ({
    ...{ of: 'usage' as const, row: of === 1 ? row : null, medicine: names.get(vmpId) ?? vmpId },
    ...{ store, day, unitsMilli: milli(unitsMilli) },
  }))
}

async function strangeMedicines(tx: Tx, usage: readonly FoundUsage[]): Promise<number> {
  const ids = [...new Set(usage.map((one) => one.vmpId))]
  const [found] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM unnest(${ids}::text[]) AS w (vmp_id)
    WHERE NOT EXISTS (SELECT FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = w.vmp_id)`
  return found?.n ?? 0
}

async function writeUsage(tx: Tx, act: Act, usage: readonly FoundUsage[]): Promise<void> {
  const sorted = usage.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  for (const part of inParts(sorted)) {
    await tx.$executeRaw`
      INSERT INTO usage_day (trust_id, store_id, vmp_id, day, units_milli)
      SELECT ${act.actor.trustId}::uuid, u.store_id, u.vmp_id, u.day, u.units
      FROM unnest(${part.map((one) => one.storeId)}::uuid[], ${part.map((one) => one.vmpId)}::text[],
        ${part.map((one) => one.day)}::date[], ${part.map((one) => one.unitsMilli)}::bigint[]) AS u (store_id, vmp_id, day, units)
      ON CONFLICT (trust_id, vmp_id, store_id, day) DO UPDATE SET units_milli = excluded.units_milli`
  }
}
