import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dayOrNone, type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { type DatedState, stateOn } from '../dated/dated.rules.ts'
import { packsByIds, packsOfMedicine } from '../pack.queries.ts'
import { type DictionaryPack, isCdCategory } from '../pack.rules.ts'
import type { Treatment } from './stricter.rules.ts'
import type { StricterAddress } from './stricter.schema.ts'

/** One treatment with who said it and how it stands today. */
export type TreatmentEntry = Treatment & {
  id: string
  productName: string
  reason: string
  reference: string
  from: LocalDate
  to: LocalDate | null
  state: DatedState
  /** Name of who said it. */
  by: string
  at: Date
}

/** A medicine's treatments: what holds of it today, and what did and will. */
export type MedicineTreatments = {
  vmpId: string
  name: string
  packs: DictionaryPack[]
  /** In force and to come, and what ended; newest first. */
  entries: TreatmentEntry[]
}

type Said = {
  vmp_id: string
  ampp_id: string
  cd_category: string
  pharmacist: boolean
  fridge: boolean
  hazardous: boolean
}

type Row = Said & {
  id: string
  product_name: string
  reason: string
  reference: string
  valid_from: string
  valid_to: string
  withdrawn: boolean
  entered_by: string | null
  entered_at: Date
}

const COLUMNS = Prisma.sql`t.id, t.vmp_id, t.ampp_id, t.product_name, t.cd_category, t.pharmacist, t.fridge, t.hazardous,
  t.reason, t.reference, t.valid_from::text, t.valid_to::text, t.withdrawn, t.entered_by, t.entered_at`
const MOST = 200

function saidOf(row: Said): Treatment[] {
  const { vmp_id: vmpId, ampp_id: amppId, cd_category: cdCategory, pharmacist, fridge, hazardous } = row
  return isCdCategory(cdCategory) ? [{ vmpId, amppId, cdCategory, pharmacist, fridge, hazardous }] : []
}

/** What the trust of this transaction treats more strictly on a day, of these medicines, by VMP id. */
export async function treatmentsOn(
  tx: Tx,
  vmpIds: readonly string[],
  on: LocalDate,
): Promise<Map<string, Treatment[]>> {
  const wanted = [...new Set(vmpIds)]
  if (wanted.length === 0) return new Map()
  const rows = await tx.$queryRaw<Said[]>`
    SELECT t.vmp_id, t.ampp_id, t.cd_category, t.pharmacist, t.fridge, t.hazardous FROM stricter_treatment t
    WHERE t.vmp_id = ANY (${wanted}::text[]) AND NOT t.withdrawn AND ${on}::date BETWEEN t.valid_from AND t.valid_to
    ORDER BY t.vmp_id, t.ampp_id`
  return Map.groupBy(rows.flatMap(saidOf), (one) => one.vmpId)
}

/** A medicine's treatments by VMP id; null when no pack of it is known here. Needs `catalogue.view`. */
export async function treatmentsOfMedicine(actor: Actor, vmpId: string, now: Date): Promise<MedicineTreatments | null> {
  if (!may(actor, 'catalogue.view')) return null
  return withTrust(actor, async (tx) => {
    const packs = await packsOfMedicine(tx, actor, vmpId)
    const [first] = packs
    if (!first) return null
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM stricter_treatment t WHERE t.vmp_id = ${vmpId}
      ORDER BY t.ampp_id, t.valid_from DESC, t.id DESC LIMIT ${MOST}`
    return { vmpId, name: first.name, packs, entries: await entriesOf(tx, rows, londonDate(now)) }
  })
}

async function entriesOf(tx: Tx, rows: readonly Row[], on: LocalDate): Promise<TreatmentEntry[]> {
  const people = rows.length > 0 ? await peopleOfTrust(tx) : new Map()
  return rows.flatMap((row) => {
    const days = { from: localDate(row.valid_from), to: dayOrNone(row.valid_to) }
    return saidOf(row).map((said) => ({
      ...{ ...said, ...days, id: row.id, productName: row.product_name, reason: row.reason, reference: row.reference },
      state: stateOn({ ...days, withdrawn: row.withdrawn }, on),
      by: nameOf(people, row.entered_by),
      at: row.entered_at,
    }))
  })
}

/** How many treatments stand on a page. */
export const TREATMENTS_A_PAGE = 50

/** A treatment with its pack where it is of one. */
export type ListedTreatment = TreatmentEntry & { pack: DictionaryPack | null }

/** What the trust treats more strictly, by name, a page at a time. Needs `catalogue.view`. */
export async function listTreatments(
  actor: Actor,
  asked: StricterAddress,
  now: Date,
): Promise<{ entries: ListedTreatment[]; after: string | null }> {
  if (!may(actor, 'catalogue.view')) return { entries: [], after: null }
  const on = londonDate(now)
  const [name = '', id = ''] = asked.after.split('\n')
  const when = {
    now: Prisma.sql`AND NOT t.withdrawn AND ${on}::date BETWEEN t.valid_from AND t.valid_to`,
    coming: Prisma.sql`AND NOT t.withdrawn AND t.valid_from > ${on}::date`,
    over: Prisma.sql`AND (t.withdrawn OR t.valid_to < ${on}::date)`,
  }[asked.when]
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM stricter_treatment t
      WHERE t.trust_id = ${actor.trustId}::uuid AND (t.product_name, t.id::text) > (${name}, ${id})
        ${asked.vmp === '' ? when : Prisma.sql`AND t.vmp_id = ${asked.vmp}`}
      ORDER BY t.product_name, t.id::text LIMIT ${TREATMENTS_A_PAGE + 1}`
    const shown = rows.slice(0, TREATMENTS_A_PAGE)
    const entries = await entriesOf(tx, shown, on)
    const packs = await packsByIds(tx, actor, [...new Set(entries.flatMap((one) => one.amppId || []))])
    const last = shown.at(-1)
    return {
      entries: entries.map((one) => ({ ...one, pack: packs.get(one.amppId) ?? null })),
      after: rows.length > TREATMENTS_A_PAGE && last ? `${last.product_name}\n${last.id}` : null,
    }
  })
}
