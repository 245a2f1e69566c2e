import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { dayOrNone, type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import { type DatedState, stateOn } from '../dated/dated.rules.ts'
import { OWNERS, packsByIds } from '../pack.queries.ts'
import type { DictionaryPack } from '../pack.rules.ts'
import { isAwareClass, isListCode, type Listing } from './listed.rules.ts'
import type { ListedAddress } from './listed.schema.ts'

/** A listing with its source, its days and who loaded it. */
export type ListingEntry = Listing & {
  id: string
  productName: string
  note: string
  /** Title of the list, and its version or date. */
  source: string
  sourceVersion: string
  /** SHA-256 of the file it came in. */
  sha256: string
  from: LocalDate
  to: LocalDate | null
  state: DatedState
  /** Whether the reader's own organisation loaded it; otherwise its hub did. */
  own: boolean
  /** Name of who loaded it; '' where the hub did, whose people a trust does not see. */
  by: string
  at: Date
  /** The pack it is about, where it is about one. */
  pack: DictionaryPack | null
}

type Row = {
  owner_id: string
  id: string
  list: string
  vmp_id: string
  ampp_id: string
  product_name: string
  class: string
  note: string
  source: string
  source_version: string
  sha256: string
  valid_from: string
  valid_to: string
  withdrawn: boolean
  entered_by: string | null
  entered_at: Date
}

const COLUMNS = Prisma.sql`l.owner_id, l.id, l.list, l.vmp_id, l.ampp_id, l.product_name, l.class, l.note, l.source,
  l.source_version, l.sha256, l.valid_from::text, l.valid_to::text, l.withdrawn, l.entered_by, l.entered_at`
const MOST = 200

/** How many listings stand on a page. */
export const LISTED_A_PAGE = 50

/** Listings of these medicines on a day, the hub's and the trust's own, by VMP id; inside commands, too. */
export async function listingsOn(tx: Tx, vmpIds: readonly string[], on: LocalDate): Promise<Map<string, Listing[]>> {
  const wanted = [...new Set(vmpIds)]
  if (wanted.length === 0) return new Map()
  const rows = await tx.$queryRaw<Pick<Row, 'list' | 'vmp_id' | 'ampp_id' | 'class'>[]>`
    SELECT DISTINCT l.list, l.vmp_id, l.ampp_id, l.class FROM medicine_listing l
    WHERE l.owner_id = ANY (${OWNERS}) AND l.vmp_id = ANY (${wanted}::text[]) AND NOT l.withdrawn
      AND ${on}::date BETWEEN l.valid_from AND l.valid_to
    ORDER BY 2, 1, 3, 4`
  return Map.groupBy(rows.flatMap(listingOf), (one) => one.vmpId)
}

function listingOf(row: Pick<Row, 'list' | 'vmp_id' | 'ampp_id' | 'class'>): Listing[] {
  const { list, vmp_id: vmpId, ampp_id: amppId, class: awareClass } = row
  return isListCode(list) && isAwareClass(awareClass) ? [{ list, vmpId, amppId, awareClass }] : []
}

async function entriesOf(tx: Tx, actor: Actor, rows: readonly Row[], on: LocalDate): Promise<ListingEntry[]> {
  const people = rows.some((row) => row.owner_id === actor.trustId) ? await peopleOfTrust(tx) : new Map()
  const packs = await packsByIds(tx, actor, [...new Set(rows.flatMap((row) => row.ampp_id || []))])
  return rows.flatMap((row) => {
    const days = { from: localDate(row.valid_from), to: dayOrNone(row.valid_to) }
    const own = row.owner_id === actor.trustId
    return listingOf(row).map((said) => ({
      ...{ ...said, ...days, id: row.id, productName: row.product_name, note: row.note, source: row.source },
      ...{ sourceVersion: row.source_version, sha256: row.sha256, at: row.entered_at, own },
      state: stateOn({ ...days, withdrawn: row.withdrawn }, on),
      by: own ? nameOf(people, row.entered_by) : '',
      pack: packs.get(row.ampp_id) ?? null,
    }))
  })
}

/** What lists say and will say of a medicine by VMP id, by list; ended ones are on the page of lists. Needs `catalogue.view`. */
export async function listingsOfMedicine(actor: Actor, vmpId: string, now: Date): Promise<ListingEntry[]> {
  if (!may(actor, 'catalogue.view')) return []
  const on = londonDate(now)
  return withTrust(actor, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${COLUMNS} FROM medicine_listing l
      WHERE l.owner_id = ANY (${OWNERS}) AND l.vmp_id = ${vmpId} AND NOT l.withdrawn AND l.valid_to >= ${on}::date
      ORDER BY l.list, l.ampp_id, l.valid_from, l.id LIMIT ${MOST}`
    return entriesOf(tx, actor, rows, on)
  })
}

/** The lists by medicine, the hub's and the trust's own, a page at a time. Needs `catalogue.view`. */
export async function listListings(
  actor: Actor,
  asked: ListedAddress,
  now: Date,
): Promise<{ entries: ListingEntry[]; after: string | null }> {
  if (!may(actor, 'catalogue.view')) return { entries: [], after: null }
  const on = londonDate(now)
  const [name = '', id = ''] = asked.after.split('\n')
  const when = {
    now: Prisma.sql`AND NOT l.withdrawn AND ${on}::date BETWEEN l.valid_from AND l.valid_to`,
    coming: Prisma.sql`AND NOT l.withdrawn AND l.valid_from > ${on}::date`,
    over: Prisma.sql`AND (l.withdrawn OR l.valid_to < ${on}::date)`,
  }[asked.when]
  const owner = {
    own: Prisma.sql`WHERE o.id = ${actor.trustId}::uuid`,
    region: Prisma.sql`WHERE o.id <> ${actor.trustId}::uuid`,
    '': Prisma.empty,
  }[actor.trustKind === 'hub' ? '' : asked.by]
  return withTrust(actor, async (tx) => {
    // each owner's own index, then the first of all
    const rows = await tx.$queryRaw<Row[]>`
      SELECT s.* FROM unnest(${OWNERS}) AS o (id) CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM medicine_listing l
        WHERE l.owner_id = o.id AND (l.product_name, l.id) > (${name}, ${id || NONE}::uuid)
          ${asked.vmp === '' ? when : Prisma.sql`AND l.vmp_id = ${asked.vmp}`}
          ${asked.list === '' ? Prisma.empty : Prisma.sql`AND l.list = ${asked.list}`}
          ${asked.q === '' ? Prisma.empty : Prisma.sql`AND strpos(lower(l.product_name || ' ' || l.source), lower(${asked.q})) > 0`}
        ORDER BY l.product_name, l.id LIMIT ${LISTED_A_PAGE + 1}) s
      ${owner} ORDER BY s.product_name, s.id LIMIT ${LISTED_A_PAGE + 1}`
    const shown = rows.slice(0, LISTED_A_PAGE)
    const last = shown.at(-1)
    return {
      entries: await entriesOf(tx, actor, shown, on),
      after: rows.length > LISTED_A_PAGE && last ? `${last.product_name}\n${last.id}` : null,
    }
  })
}

const NONE = '00000000-0000-0000-0000-000000000000'
