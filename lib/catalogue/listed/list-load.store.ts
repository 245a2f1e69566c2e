import 'server-only'
import type { Act, Actor } from '#lib/access/actor.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { NEW_SHOWN, type NewRowOf } from '#lib/files/new-row.rules.ts'
import { planner } from '#lib/files/planner.store.ts'
import { dayOrNone, type LocalDate, localDate, NO_DAY } from '#lib/values/dates.ts'
import { OWNERS, packsByIds } from '../pack.queries.ts'
import {
  type KnownLists,
  type ListRow,
  listKey,
  type PlannedListing,
  planLists,
  readListRow,
  type StandingListing,
} from './list-file.rules.ts'
import { isAwareClass, isListCode, listWords } from './listed.rules.ts'

/** Reads a file of lists and holds it against what this organisation's lists say today and later. */
export const listPlanner = planner(readListRow, async (tx, actor, rows, today) => {
  const known = await knownOf(tx, actor, rows, today)
  const { added, changed, unchanged, problems } = planLists(rows, known)
  const newRows = added.slice(0, NEW_SHOWN).map((one) => newRow(one, known))
  return {
    findings: { added: added.length, changed: changed.length, unchanged, problems, newRows },
    write: (inTx, act, loadId) => writeListings(inTx, act, [...added, ...changed], loadId),
  }
})

function newRow(one: PlannedListing, known: KnownLists): NewRowOf<'lists'> {
  return {
    of: 'lists',
    row: one.row,
    medicine: one.productName,
    pack: known.packs.get(one.amppId)?.packText ?? '',
    list: listWords(one),
    source: `${one.source}, ${one.sourceVersion}`,
    from: one.plan.from,
    to: one.plan.to,
  }
}

type Row = {
  id: string
  list: string
  vmp_id: string
  ampp_id: string
  class: string
  note: string
  source: string
  source_version: string
  valid_from: string
  valid_to: string
}

async function knownOf(tx: Tx, actor: Actor, rows: readonly ListRow[], today: LocalDate): Promise<KnownLists> {
  const medicines = new Map<string, string>()
  const standing = new Map<string, StandingListing>()
  for (const part of inParts(rows)) {
    const ids = [...new Set(part.map((row) => row.vmpId))]
    const names = await tx.$queryRaw<{ vmp_id: string; name: string }[]>`
      SELECT DISTINCT ON (p.vmp_id) p.vmp_id, p.name FROM pack p
      WHERE p.owner_id = ANY (${OWNERS}) AND p.vmp_id = ANY (${ids}::text[])
      ORDER BY p.vmp_id, p.owner_id = ${actor.trustId}::uuid DESC, p.ampp_id`
    for (const one of names) medicines.set(one.vmp_id, one.name)
    const listings = await tx.$queryRaw<Row[]>`
      SELECT l.id, l.list, l.vmp_id, l.ampp_id, l.class, l.note, l.source, l.source_version, l.valid_from::text, l.valid_to::text
      FROM medicine_listing l
      WHERE l.owner_id = ${actor.trustId}::uuid AND l.vmp_id = ANY (${ids}::text[]) AND NOT l.withdrawn
        AND l.valid_to >= ${today}::date
      ORDER BY l.id FOR UPDATE`
    for (const row of listings) {
      const { id, list, class: awareClass, note, source, source_version: sourceVersion } = row
      if (!isListCode(list) || !isAwareClass(awareClass)) continue
      const of = { list, vmpId: row.vmp_id, amppId: row.ampp_id, awareClass, note, source, sourceVersion }
      standing.set(id, { id, ...of, from: localDate(row.valid_from), to: dayOrNone(row.valid_to) })
    }
  }
  const packs = await packsByIds(tx, actor, [...new Set(rows.flatMap((row) => row.amppId || []))])
  return { today, medicines, packs, standing: Map.groupBy(standing.values(), listKey) }
}

async function writeListings(tx: Tx, act: Act, listings: readonly PlannedListing[], loadId: string): Promise<void> {
  for (const part of inParts(listings)) {
    const ends = part.flatMap(({ plan }) => plan.ends)
    const days = Prisma.sql`unnest(${ends.map((one) => one.id)}::uuid[], ${ends.map((one) => one.to)}::date[])`
    await tx.$executeRaw`
      UPDATE medicine_listing l SET valid_to = e.on_day FROM ${days} AS e (id, on_day)
      WHERE l.owner_id = ${act.actor.trustId}::uuid AND l.id = e.id`
    const withdraws = part.flatMap(({ plan }) => plan.withdraws)
    await tx.$executeRaw`
      UPDATE medicine_listing SET withdrawn = true
      WHERE owner_id = ${act.actor.trustId}::uuid AND id = ANY (${withdraws}::uuid[])`
    const rows = part
      .filter((one) => one.opens)
      .map(({ plan, ...one }) => ({ ...one, id: act.newId(), from: plan.from, to: plan.to ?? NO_DAY }))
    await tx.$executeRaw`
      INSERT INTO medicine_listing (owner_id, id, list, vmp_id, ampp_id, product_name, class, note, source, source_version, sha256,
        valid_from, valid_to, entered_by, entered_at, load_id)
      SELECT ${act.actor.trustId}::uuid, r.id, r.list, r."vmpId", r."amppId", r."productName", r."awareClass", r.note, r.source,
        r."sourceVersion", f.sha256, r."from", r."to", ${act.actor.personId}::uuid, ${act.now}, f.id
      FROM file_load f CROSS JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (
        id uuid, list text, "vmpId" text, "amppId" text, "productName" text, "awareClass" text, note text, source text,
        "sourceVersion" text, "from" date, "to" date)
      WHERE f.trust_id = ${act.actor.trustId}::uuid AND f.id = ${loadId}::uuid`
  }
}
