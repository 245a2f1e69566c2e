import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dayOrNone, type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { type DatedState, stateOn } from '../dated/dated.rules.ts'
import { packsByIds, packsOfMedicine } from '../pack.queries.ts'
import type { DictionaryPack } from '../pack.rules.ts'
import {
  type FormularyStanding,
  type FormularyStatus,
  isFormularyStatus,
  type SaidOf,
  standingOf,
} from './formulary.rules.ts'
import type { FormularyAddress } from './formulary.schema.ts'

/** One entry of the formulary with who said it and how it stands today. */
export type FormularyEntry = {
  id: string
  vmpId: string
  /** '' = every pack of the medicine. */
  amppId: string
  productName: string
  status: FormularyStatus
  criteria: string
  reason: string
  reference: string
  from: LocalDate
  to: LocalDate | null
  state: DatedState
  /** Name of who said it; of a file, who loaded it. */
  by: string
  at: Date
}

/** A medicine's formulary: what holds of it today, and what was and will be said of it and its packs. */
export type MedicineFormulary = {
  vmpId: string
  name: string
  packs: DictionaryPack[]
  /** In force and to come, and what ended; newest first. */
  entries: FormularyEntry[]
}

type Row = {
  id: string
  vmp_id: string
  ampp_id: string
  product_name: string
  status: string
  criteria: string
  reason: string
  reference: string
  valid_from: string
  valid_to: string
  withdrawn: boolean
  entered_by: string | null
  entered_at: Date
}

const COLUMNS = Prisma.sql`f.id, f.vmp_id, f.ampp_id, f.product_name, f.status, f.criteria, f.reason, f.reference,
  f.valid_from::text, f.valid_to::text, f.withdrawn, f.entered_by, f.entered_at`
const MOST = 200

/**
 * What the formulary says on a day of each of these packs, by AMPP id; every pack has an entry. Inside commands, too: what
 * orders are refused, asked and frozen by.
 */
export async function formularyOf(
  tx: Tx,
  packs: readonly Pick<DictionaryPack, 'amppId' | 'vmpId'>[],
  on: LocalDate,
): Promise<Map<string, FormularyStanding>> {
  const vmpIds = [...new Set(packs.map((pack) => pack.vmpId))]
  if (vmpIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<Pick<Row, 'vmp_id' | 'ampp_id' | 'status' | 'criteria' | 'reason'>[]>`
    SELECT f.vmp_id, f.ampp_id, f.status, f.criteria, f.reason FROM formulary_entry f
    WHERE f.vmp_id = ANY (${vmpIds}::text[]) AND NOT f.withdrawn AND ${on}::date BETWEEN f.valid_from AND f.valid_to`
  const said = Map.groupBy(
    rows.flatMap(({ vmp_id: vmpId, ampp_id: amppId, status, criteria, reason }): SaidOf[] =>
      isFormularyStatus(status) ? [{ vmpId, amppId, status, criteria, reason }] : [],
    ),
    (one) => one.vmpId,
  )
  return new Map(packs.map((pack) => [pack.amppId, standingOf(said.get(pack.vmpId) ?? [], pack)]))
}

/** A medicine's formulary by VMP id; null when no pack of it is known here. Needs `catalogue.view`. */
export async function formularyOfMedicine(actor: Actor, vmpId: string, now: Date): Promise<MedicineFormulary | null> {
  if (!may(actor, 'catalogue.view')) return null
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const packs = await packsOfMedicine(tx, actor, vmpId)
    const [first] = packs
    if (!first) return null
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM formulary_entry f WHERE f.vmp_id = ${vmpId}
      ORDER BY f.ampp_id, f.valid_from DESC, f.id DESC LIMIT ${MOST}`
    return { vmpId, name: first.name, packs, entries: await entriesOf(tx, rows, on) }
  })
}

async function entriesOf(tx: Tx, rows: readonly Row[], on: LocalDate): Promise<FormularyEntry[]> {
  const people = rows.length > 0 ? await peopleOfTrust(tx) : new Map()
  return rows.flatMap((row) => {
    const { id, status, criteria, reason, reference } = row
    if (!isFormularyStatus(status)) return []
    const days = { from: localDate(row.valid_from), to: dayOrNone(row.valid_to) }
    return [
      {
        ...{ id, vmpId: row.vmp_id, amppId: row.ampp_id, productName: row.product_name },
        ...{ status, criteria, reason, reference, ...days },
        state: stateOn({ ...days, withdrawn: row.withdrawn }, on),
        by: nameOf(people, row.entered_by),
        at: row.entered_at,
      },
    ]
  })
}

/** How many entries stand on a page. */
export const ENTRIES_A_PAGE = 50

/** An entry with its pack where it is of one. */
export type ListedEntry = FormularyEntry & { pack: DictionaryPack | null }

/** The formulary by name, filtered, a page at a time. Needs `catalogue.view`. */
export async function listFormulary(
  actor: Actor,
  asked: FormularyAddress,
  now: Date,
): Promise<{ entries: ListedEntry[]; after: string | null }> {
  if (!may(actor, 'catalogue.view')) return { entries: [], after: null }
  const on = londonDate(now)
  const [name = '', id = ''] = asked.after.split('\n')
  const when = {
    now: Prisma.sql`AND NOT f.withdrawn AND ${on}::date BETWEEN f.valid_from AND f.valid_to`,
    coming: Prisma.sql`AND NOT f.withdrawn AND f.valid_from > ${on}::date`,
    over: Prisma.sql`AND (f.withdrawn OR f.valid_to < ${on}::date)`,
  }[asked.when]
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM formulary_entry f
      WHERE f.trust_id = ${actor.trustId}::uuid AND (f.product_name, f.id::text) > (${name}, ${id})
        ${asked.vmp === '' ? when : Prisma.sql`AND f.vmp_id = ${asked.vmp}`}
        ${asked.status === '' ? Prisma.empty : Prisma.sql`AND f.status = ${asked.status}`}
        ${asked.q === '' ? Prisma.empty : Prisma.sql`AND strpos(lower(f.product_name), lower(${asked.q})) > 0`}
      ORDER BY f.product_name, f.id::text LIMIT ${ENTRIES_A_PAGE + 1}`
    const shown = rows.slice(0, ENTRIES_A_PAGE)
    const entries = await entriesOf(tx, shown, on)
    const packs = await packsByIds(tx, actor, [...new Set(entries.flatMap((one) => one.amppId || []))])
    const last = shown.at(-1)
    return {
      entries: entries.map((one) => ({ ...one, pack: packs.get(one.amppId) ?? null })),
      after: rows.length > ENTRIES_A_PAGE && last ? `${last.product_name}\n${last.id}` : null,
    }
  })
}
