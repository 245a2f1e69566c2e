import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { buyingGroupsOn } from '#lib/contracts/award.queries.ts'
import { groupsReached } from '#lib/contracts/award.rules.ts'
import { type MedicineOffers, offersFor } from '#lib/contracts/offers.queries.ts'
import { awardsHolding, type ContractState, rankOffers } from '#lib/contracts/price.rules.ts'
import { type ShownOffer, shownOffer } from '#lib/contracts/shown.rules.ts'
import { type PriceSight, sightOf } from '#lib/contracts/sight.rules.ts'
import { Prisma, type Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { emptyPicture, type StockPicture } from '#lib/stock/cover.rules.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import type { CatalogueAddress } from './catalogue.schema.ts'
import { handledById } from './handled/handled.queries.ts'
import { OWNERS, packsByIds } from './pack.queries.ts'
import type { Pack } from './pack.rules.ts'
import { findOrNear } from './search.queries.ts'
import { readSearch } from './search.rules.ts'

/** A medicine (VMP) of the catalogue with the packs that were found. */
export type MedicineRow = {
  vmpId: string
  name: string
  packs: Pack[]
  best: ShownOffer | null
  state: ContractState
  stock: StockPicture
}

/** A page of the catalogue. */
export type CataloguePage = {
  medicines: MedicineRow[]
  after: string | null
  /** More was found than is shown: a longer search narrows it. */
  more: boolean
  tooShort: boolean
  /** Nothing is called what was asked; found by these words near it. */
  near: string[]
}

const A_PAGE = 40
const MOST_FOUND = 200

/** Up to so many awards in force are read to find their medicines; where there are more, one soon meets them by name. */
const FEW_AWARDS = 2000

/** Medicines that fit a search, or, without one, those this trust has on contract by name. Needs `catalogue.view`. */
export async function catalogue(actor: Actor, asked: CatalogueAddress, now: Date): Promise<CataloguePage> {
  const nothing: CataloguePage = { medicines: [], after: null, more: false, tooShort: false, near: [] }
  if (!may(actor, 'catalogue.view')) return nothing
  const on = londonDate(now)
  const wanted = readSearch(asked.q, on)
  if (asked.q !== '' && wanted.words.length + wanted.codes.length === 0) return { ...nothing, tooShort: true }
  return withTrust(actor, async (tx) => {
    if (asked.q === '') return onContract(tx, actor, asked.after, on)
    const { found, near } = await findOrNear(tx, wanted, { on, most: MOST_FOUND })
    const packs = await handledById(
      tx,
      await packsByIds(
        tx,
        actor,
        found.map((one) => one.ampp_id),
      ),
      on,
    )
    const ordered = found.flatMap((one) => packs.get(one.ampp_id) ?? [])
    const groups = [...Map.groupBy(ordered, (pack) => pack.vmpId)]
    const medicines = await rowsFor(tx, actor, new Map(groups.slice(0, A_PAGE)), on)
    return { ...nothing, medicines, near, more: groups.length > A_PAGE || found.length === MOST_FOUND }
  })
}

async function onContract(tx: Tx, actor: Actor, after: string, on: LocalDate): Promise<CataloguePage> {
  const hub = actor.trustKind === 'hub'
  const groups = groupsReached(await buyingGroupsOn(tx, on))
  const [name = '', id = ''] = after.split('\n')
  const inForce = Prisma.sql`(${hub} OR a.buying_group = ANY (${groups}::text[])) AND a.status = 'active' AND NOT a.withdrawn
    AND ${on}::date BETWEEN a.valid_from AND a.valid_to`
  const [few] = await tx.$queryRaw<{ awards: number }[]>`
    SELECT count(*)::int AS awards FROM (SELECT FROM award a WHERE ${inForce} LIMIT ${FEW_AWARDS}) AS f`
  const from = Prisma.sql`(${name}, ${id})`
  const rows = await tx.$queryRaw<{ vmp_id: string; name: string }[]>(
    few?.awards === FEW_AWARDS
      ? Prisma.sql`
        SELECT DISTINCT p.vmp_id, p.name FROM pack p
        WHERE p.owner_id = ANY (${OWNERS}) AND (p.name, p.vmp_id) > ${from}
          AND EXISTS (SELECT FROM award a WHERE a.pack_owner_id = p.owner_id AND a.ampp_id = p.ampp_id AND ${inForce})
        ORDER BY p.name, p.vmp_id LIMIT ${A_PAGE + 1}`
      : Prisma.sql`
        SELECT DISTINCT p.vmp_id, p.name FROM award a
        JOIN pack p ON p.owner_id = a.pack_owner_id AND p.ampp_id = a.ampp_id
        WHERE ${inForce} AND (p.name, p.vmp_id) > ${from}
        ORDER BY p.name, p.vmp_id LIMIT ${A_PAGE + 1}`,
  )
  const shown = rows.slice(0, A_PAGE)
  const medicines = await rowsFor(tx, actor, new Map(shown.map((row) => [row.vmp_id, []])), on)
  const last = shown.at(-1)
  return {
    medicines,
    after: rows.length > A_PAGE && last ? `${last.name}\n${last.vmp_id}` : null,
    more: false,
    tooShort: false,
    near: [],
  }
}

/** Rows for medicines in the order given; where no packs were found by a search, those that a price is known for. */
async function rowsFor(
  tx: Tx,
  actor: Actor,
  medicines: ReadonlyMap<string, readonly Pack[]>,
  on: LocalDate,
): Promise<MedicineRow[]> {
  const amppIds = [...medicines.values()].flat().map((pack) => pack.amppId)
  const vmpIds = [...medicines.keys()]
  const { byMedicine } = await offersFor(tx, actor, { amppIds, vmpIds, on })
  const stock = await stockPicture(tx, { vmpIds, storeId: null, on })
  const sight = sightOf(actor)
  return [...medicines].flatMap(([vmpId, found]) => {
    const medicine = byMedicine.get(vmpId)
    const packs = found.length > 0 ? [...found] : [...(medicine?.packs ?? [])]
    const [first] = packs
    return medicine && first ? [rowOf(medicine, packs, { sight, stock: stock.get(vmpId) })] : []
  })
}

function rowOf(
  medicine: MedicineOffers,
  packs: Pack[],
  { sight, stock }: { sight: PriceSight; stock: StockPicture | undefined },
): MedicineRow {
  const [best] = rankOffers(medicine)
  return {
    vmpId: medicine.vmpId,
    name: packs[0]?.name ?? '',
    packs,
    best: best ? shownOffer(best, sight) : null,
    state: best?.state ?? (awardsHolding(medicine).length > 0 ? 'OFF_CONTRACT' : 'NO_CONTRACT'),
    stock: stock ?? emptyPicture(medicine.vmpId, 0),
  }
}
