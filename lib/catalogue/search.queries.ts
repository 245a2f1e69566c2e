import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { buyingGroupsOn } from '#lib/contracts/award.queries.ts'
import { type BuyingGroups, groupsReached, type Vendor } from '#lib/contracts/award.rules.ts'
import { type MedicineOffers, offersFor } from '#lib/contracts/offers.queries.ts'
import { awardsHolding, type ContractState, rankOffers } from '#lib/contracts/price.rules.ts'
import { type ShownOffer, shownOffer, shownPaid } from '#lib/contracts/shown.rules.ts'
import { type PriceSight, seesPrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { emptyPicture, type StockPicture } from '#lib/stock/cover.rules.ts'
import { stockPicture } from '#lib/stock/stock.queries.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { type LocalDate, localDate, londonDate } from '#lib/values/dates.ts'
import type { Price } from '#lib/values/money.ts'
import { packsByLocalCode } from './local-codes/local-code.queries.ts'
import { OWNERS } from './pack.queries.ts'
import type { Pack } from './pack.rules.ts'
import { type LookAlike, lookAlikes, readSearch, type Wanted } from './search.rules.ts'
import { couldBeMisspelt, meantSearches } from './spelling.rules.ts'
import { otherSpellings } from './strength.rules.ts'

/** How a pack was found: by words, by words near those that were typed, or by a code that fits exactly. */
export type HitKind = 'WORDS' | 'NEAR' | 'GTIN' | 'DMD' | 'SUPPLIER' | 'NPC' | 'LOCAL'

/** A pack that was found, with what the order pad shows of it. Plain data; prices are null where the role sees none. */
export type PackHit = {
  pack: Pack
  hit: HitKind
  /** Last day of the barcode that was scanned, where it is over: an old pack, or another one since. */
  codeEnded: LocalDate | null
  /** Best offer for this pack; null when no price is known, so that one must be typed. */
  best: ShownOffer | null
  /** Every vendor that a price is known from, best first. */
  vendors: Vendor[]
  /** How buying it from the best vendor would stand; without an offer, whether its medicine has a contract. */
  state: ContractState
  /** The award in force on this pack, whoever may deliver it. */
  contract: {
    reference: string
    lot: string
    holder: string
    rank: number
    price: Price | null
    validTo: LocalDate
  } | null
  lastPaid: { vendorName: string; price: Price | null; on: LocalDate } | null
  boughtBefore: boolean
  /** Of its medicine in the store. */
  stock: StockPicture
}

/** What a search over packs answers. */
export type PackSearch = {
  hits: PackHit[]
  /** There are more; a longer search narrows them. */
  more: boolean
  /** Medicines among the hits that come in packs of different contents. */
  alike: LookAlike[]
  /** Nothing was found by what was typed, but by these words near it; empty where it was found as typed. */
  near: string[]
}

const MOST = 20
const READ = 30

/** Words of packs that a misspelt one is held against. */
const NEAR_WORDS = 60

/**
 * Type-ahead over packs for the order pad: three letters, a barcode, a dm+d id, a supplier's or local code. What the
 * trust has on contract and buys comes first. Needs `catalogue.view`. `storeId` null = stock of the whole trust.
 */
export async function searchPacks(
  actor: Actor,
  asked: { text: string; storeId: string | null; now: Date },
): Promise<Result<PackSearch>> {
  if (!may(actor, 'catalogue.view')) return refuse({ code: 'NOT_ALLOWED', permission: 'catalogue.view' })
  const on = londonDate(asked.now)
  const wanted = readSearch(asked.text, on)
  if (wanted.words.length === 0 && wanted.codes.length === 0) return ok({ hits: [], more: false, alike: [], near: [] })
  return withTrust(actor, async (tx) => {
    const settings = await settingsOfTrust(tx)
    const groups = await buyingGroupsOn(tx, on)
    const { found, near } = await findOrNear(tx, wanted, { on, most: READ + 1, groups })
    const amppIds = found.slice(0, READ).map((one) => one.ampp_id)
    const { byPack } = await offersFor(tx, actor, { amppIds, on, groups })
    const kept = found
      .slice(0, READ)
      .flatMap((one) => {
        const medicine = byPack.get(one.ampp_id)
        return medicine ? [{ ...one, medicine, place: placeOf(one, medicine) }] : []
      })
      .sort((a, b) => a.place - b.place)
      .slice(0, MOST)
    const vmpIds = kept.map((one) => one.medicine.vmpId)
    const { usageDays } = settings
    const stock = await stockPicture(tx, { vmpIds, storeId: asked.storeId, on, usageDays })
    const sight = sightOf(actor)
    const ended = kept.some((one) => one.hit === 'GTIN') ? await endedCodes(tx, wanted.codes, on) : new Map()
    const hits = kept.flatMap(({ ampp_id, hit, medicine }) => {
      const picture = stock.get(medicine.vmpId) ?? emptyPicture(medicine.vmpId, 0)
      const pack = medicine.packs.find((one) => one.amppId === ampp_id)
      return pack ? [hitOf(pack, hit, { medicine, stock: picture, sight, codeEnded: ended.get(ampp_id) ?? null })] : []
    })
    return ok({ hits, more: found.length > kept.length, alike: lookAlikes(hits.map((one) => one.pack)), near })
  })
}

type Found = { ampp_id: string; hit: HitKind }
type Bounds = { on: LocalDate; most: number; groups?: BuyingGroups }

/**
 * The packs that fit, best first, by the trust of this transaction. Where none does, an id is looked for as that of a substance
 * (VTM), and words with their strengths written in other units ("meropenem 1000mg" finds 1g).
 */
export async function findPacks(tx: Tx, wanted: Wanted, { on, most, groups }: Bounds): Promise<Found[]> {
  const reached = groupsReached(groups ?? (await buyingGroupsOn(tx, on)))
  const search = (words: readonly string[], codes: readonly string[]) => tx.$queryRaw<Found[]>`
    SELECT ampp_id, hit FROM search_packs(${[...words]}::text[], ${[...codes]}::text[], ${reached}::text[], ${on}::date, ${most}::int)`
  let rows = await search(wanted.words, wanted.codes)
  const local = await packsByLocalCode(tx, wanted.codes, on)
  if (rows.length === 0 && local.length === 0) {
    rows = await packsOfSubstance(tx, wanted.codes, most)
    for (const words of otherSpellings(wanted.words)) {
      if (rows.length > 0) break
      rows = await search(words, [])
    }
  }
  const seen = new Set<string>()
  return [...local.map(({ amppId }): Found => ({ ampp_id: amppId, hit: 'LOCAL' })), ...rows]
    .filter((row) => !seen.has(row.ampp_id) && seen.add(row.ampp_id))
    .slice(0, most)
}

/** The packs of a substance by its VTM id, those that can still be had first, then medicine by medicine. */
async function packsOfSubstance(tx: Tx, codes: readonly string[], most: number): Promise<Found[]> {
  const ids = codes.filter((code) => /^\d{6,18}$/.test(code))
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<{ ampp_id: string }[]>`
    SELECT p.ampp_id FROM pack p WHERE p.owner_id = ANY (${OWNERS}) AND p.vtm_id = ANY (${ids}::text[])
    GROUP BY p.ampp_id ORDER BY bool_and(p.discontinued), min(p.name), min(p.units_milli), p.ampp_id LIMIT ${most}::int`
  return rows.map(({ ampp_id }) => ({ ampp_id, hit: 'DMD' }))
}

/**
 * The packs that fit what was typed; where none does, those that fit words near it ("meropenam" is near "meropenem"), with the
 * words they were found by. For people who look at what was found: a near word is never taken for what was meant.
 */
export async function findOrNear(tx: Tx, wanted: Wanted, bounds: Bounds): Promise<{ found: Found[]; near: string[] }> {
  const found = await findPacks(tx, wanted, bounds)
  const doubtful = wanted.words.filter(couldBeMisspelt)
  if (found.length > 0 || doubtful.length === 0) return { found, near: [] }
  const rows = await tx.$queryRaw<{ typed_word: string; word: string }[]>`
    SELECT typed_word, word FROM near_words(${doubtful}::text[], ${NEAR_WORDS}::int)`
  const words = Map.groupBy(rows, (row) => row.typed_word)
  const like = new Map([...words].map(([typed, all]) => [typed, all.map((one) => one.word)]))
  const near: string[] = []
  const packs = new Map<string, Found>()
  for (const search of meantSearches(wanted.words, like)) {
    const fits = await findPacks(tx, { words: search, codes: [] }, bounds)
    if (fits.length > 0) near.push(search.join(' '))
    for (const { ampp_id } of fits) packs.set(ampp_id, { ampp_id, hit: 'NEAR' })
  }
  return { found: [...packs.values()].slice(0, bounds.most), near }
}

/** Packs whose barcode is over on the day, with its last day. */
async function endedCodes(tx: Tx, codes: readonly string[], on: LocalDate): Promise<Map<string, LocalDate>> {
  const rows = await tx.$queryRaw<{ ampp_id: string; last: string }[]>`
    SELECT c.ampp_id, max(c.valid_to)::text AS last FROM pack_code c
    WHERE c.kind = 'GTIN' AND c.owner_id = ANY (${OWNERS}) AND c.code = ANY (${[...codes]}::text[])
    GROUP BY c.ampp_id HAVING max(c.valid_to) < ${on}::date`
  return new Map(rows.map((row) => [row.ampp_id, localDate(row.last)]))
}

/** Codes first, then contract and bought before, contract, bought before, the rest; within these as found. */
function placeOf({ ampp_id, hit }: Found, medicine: MedicineOffers): number {
  if (hit !== 'WORDS' && hit !== 'NEAR') return 0
  const onContract = awardsHolding(medicine).some((award) => award.amppId === ampp_id)
  const bought = medicine.boughtBefore.has(ampp_id)
  return 4 - (onContract ? 2 : 0) - (bought ? 1 : 0)
}

function hitOf(
  pack: Pack,
  hit: HitKind,
  {
    medicine,
    stock,
    sight,
    codeEnded,
  }: { medicine: MedicineOffers; stock: StockPicture; sight: PriceSight; codeEnded: LocalDate | null },
): PackHit {
  const offers = rankOffers(medicine).filter((one) => one.amppId === pack.amppId)
  const holding = awardsHolding(medicine)
  const award = holding.find((one) => one.amppId === pack.amppId)
  const paid = medicine.lastPaid.find((one) => one.amppId === pack.amppId)
  const confidentiality = award?.confidentiality ?? 'open'
  const best = offers[0]
  return {
    pack,
    hit,
    codeEnded,
    best: best ? shownOffer(best, sight) : null,
    vendors: offers.map((one) => one.vendor),
    state: best?.state ?? (holding.length > 0 ? 'OFF_CONTRACT' : 'NO_CONTRACT'),
    contract: award
      ? {
          reference: award.reference,
          lot: award.lot,
          holder: award.holder.name,
          rank: award.rank,
          price: seesPrice(sight, confidentiality) ? award.price : null,
          validTo: award.validTo,
        }
      : null,
    lastPaid: paid ? shownPaid(paid, sight, seesPrice(sight, confidentiality)) : null,
    boughtBefore: medicine.boughtBefore.has(pack.amppId),
    stock,
  }
}
