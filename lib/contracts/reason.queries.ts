import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { type DictionaryPack, packMake } from '#lib/catalogue/pack.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { type Packs, packs } from '#lib/values/packs.ts'
import { vendorsOf } from './award.rules.ts'
import { type DatedMedicine, datedMedicine } from './dated.queries.ts'
import { contextOn } from './dated.rules.ts'
import { rankOffers } from './price.rules.ts'
import { reasonForPrice, type ShownReason, shownReason } from './reason.rules.ts'
import type { ReasonAsked } from './reason.schema.ts'
import { reasonSentences } from './reason-words.rules.ts'
import { sightOf } from './sight.rules.ts'

type Named = { id: string; name: string }

/** The reason for a price with what was asked: the pack, the vendor, the day, how many. */
export type ReasonView = {
  vmpId: string
  name: string
  unitName: string
  today: LocalDate
  on: LocalDate
  packs: Packs
  pack: DictionaryPack
  /** null: nobody is known to sell the pack. */
  vendor: Named | null
  /** Packs and vendors to choose from. */
  choices: { packs: { amppId: string; words: string }[]; vendors: Named[] }
  /** null without a vendor. */
  reason: ShownReason | null
  /** The reason in words, the first sentence the answer. */
  sentences: string[]
}

/**
 * Why a pack of a medicine costs what it costs from a vendor on a day. Needs `contract.view`; amounts as the role may see
 * them. null where the role may not, for a hub (it buys nothing), and where no pack of the medicine is known.
 */
export async function priceReason(
  actor: Actor,
  vmpId: string,
  { asked, now }: { asked: ReasonAsked; now: Date },
): Promise<ReasonView | null> {
  if (!may(actor, 'contract.view') || actor.trustKind === 'hub') return null
  const today = londonDate(now)
  const on = asked.on ?? today
  return withTrust(actor, async (tx) => {
    const dated = await datedMedicine(tx, actor, { vmpId, from: on, on })
    if (!dated) return null
    const offers = rankOffers(contextOn(dated, on))
    const wanted = asked.pack ?? offers[0]?.amppId
    const pack = dated.packs.find((one) => one.amppId === wanted) ?? dated.packs[0]
    if (!pack) return null
    const known = vendorsKnown(dated)
    const best = offers.find((one) => one.amppId === pack.amppId)?.vendor.id
    const vendor = await vendorAsked(tx, known, asked.supplier ?? best ?? null)
    const count = packs(asked.packs ?? 1)
    const { unitName } = pack
    const found = vendor && reasonForPrice(dated, { amppId: pack.amppId, vendor, packs: count }, on)
    const reason = found?.ok ? shownReason(found.value, sightOf(actor)) : null
    const of = { amppId: pack.amppId, packText: pack.packText, unitName, packs: count, today }
    return {
      ...{ vmpId, name: pack.name, unitName, today, on, packs: count, pack, vendor },
      choices: { packs: packChoices(dated), vendors: withAsked(known, vendor) },
      reason,
      sentences: reason && vendor ? reasonSentences(reason, { ...of, vendor }) : [],
    }
  })
}

function packChoices(dated: DatedMedicine): ReasonView['choices']['packs'] {
  return dated.packs
    .toSorted((a, b) => a.unitsMilli - b.unitsMilli || (packMake(a) < packMake(b) ? -1 : 1))
    .map((pack) => ({ amppId: pack.amppId, words: `${pack.packText}, ${packMake(pack)}` }))
}

/** Everybody a price of the medicine is known from, now or later, by name. */
function vendorsKnown(dated: DatedMedicine): Named[] {
  const all = [...dated.awards.flatMap((award) => vendorsOf(award)), ...dated.pricesOnFile.map((one) => one.vendor)]
  const byId = new Map(all.map(({ id, name }) => [id, { id, name }]))
  return [...byId.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The vendor asked for: one that a price is known from, or any other supplier. */
async function vendorAsked(tx: Tx, known: readonly Named[], id: string | null): Promise<Named | null> {
  if (id === null) return null
  const found = known.find((one) => one.id === id)
  return found ?? (await tx.supplier.findFirst({ where: { id }, select: { id: true, name: true } }))
}

function withAsked(known: readonly Named[], asked: Named | null): Named[] {
  return asked && !known.some((one) => one.id === asked.id) ? [...known, asked] : [...known]
}
