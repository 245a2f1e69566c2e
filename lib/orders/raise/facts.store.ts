import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { formularyOf } from '#lib/catalogue/formulary/formulary.queries.ts'
import { codesOfPacks, supplierCodeOf } from '#lib/catalogue/pack.queries.ts'
import type { Pack } from '#lib/catalogue/pack.rules.ts'
import { vendorsOf } from '#lib/contracts/award.rules.ts'
import { type Offers, offersFor } from '#lib/contracts/offers.queries.ts'
import type { Tx } from '#lib/db/client.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import type { DraftLine, Vendor } from './draft.rules.ts'
import { usualQuantities } from './history.store.ts'
import type { PadFacts, PadPart } from './pad.rules.ts'
import type { PlannedChange } from './pad.schema.ts'
import type { StoredPad } from './pad.store.ts'

/** Loads what `planChanges` decides on, in a fixed number of reads whatever the number of changes. */
export async function factsForChanges(
  tx: Tx,
  act: Act,
  pad: { head: StoredPad; parts: readonly PadPart[]; lines: readonly DraftLine[] },
  changes: readonly PlannedChange[],
): Promise<PadFacts> {
  const on = londonDate(act.now)
  const changed = new Set(changes.flatMap((one) => (one.do === 'line' ? [one.line] : [])))
  const added = changes.flatMap((one) => (one.do === 'add' ? [one.amppId] : []))
  const amppIds = [
    ...new Set([...added, ...pad.lines.filter((line) => changed.has(line.id)).map((line) => line.amppId)]),
  ]
  const settings = await settingsOfTrust(tx)
  const offers = await offersFor(tx, act.actor, { amppIds, on })
  const packs = packsOf(offers, amppIds)
  const codes = await codesOfPacks(tx, amppIds, on)
  const approvals = await unlicensedApprovals(tx, packs.values(), on)
  const usual = await usualQuantities(
    tx,
    added.flatMap((id) => packs.get(id) ?? []),
  )
  const formulary = await formularyOf(tx, [...packs.values()], on)
  const { storeId, costCentreId, emergency, emergencyReason, note } = pad.head
  return {
    head: { storeId, costCentreId, emergency, emergencyReason, note },
    parts: pad.parts,
    lines: pad.lines,
    packs,
    contexts: offers.byMedicine,
    codes: (amppId, supplierId) => {
      const own = codes.get(amppId)
      const approval = approvals.get(packs.get(amppId)?.vmpId ?? '')
      return {
        gtin: own?.gtin ?? null,
        supplierCode: supplierCodeOf(own, supplierId),
        unlicensedApproval: packs.get(amppId)?.unlicensed ? (approval ?? null) : null,
      }
    },
    history: new Map(
      amppIds.map((id) => {
        const firstPurchase = !offers.byPack.get(id)?.boughtBefore.has(id)
        return [id, { firstPurchase, usualPacks: usual.get(id) ?? null }]
      }),
    ),
    formulary,
    vendors: await vendorsFor(tx, changes, offers),
    ...(await placesFor(tx, changes)),
    settings,
    newId: act.newId,
  }
}

/** The packs themselves, by AMPP id. */
export function packsOf(offers: Offers, amppIds: readonly string[]): Map<string, Pack> {
  return new Map(
    amppIds.flatMap((id) => {
      const packs: readonly Pack[] = offers.byPack.get(id)?.packs ?? []
      const pack = packs.find((one) => one.amppId === id)
      return pack ? [[id, pack] as const] : []
    }),
  )
}

/** The newest approval of each unlicensed medicine among these packs that is not due for review, by VMP id. */
export async function unlicensedApprovals(
  tx: Tx,
  packs: Iterable<Pick<Pack, 'vmpId' | 'unlicensed'>>,
  on: LocalDate,
): Promise<Map<string, string>> {
  const medicines = [...new Set([...packs].filter((pack) => pack.unlicensed).map((pack) => pack.vmpId))]
  if (medicines.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ vmp_id: string; number: string }[]>`
    SELECT DISTINCT ON (vmp_id) vmp_id, number FROM unlicensed_approval
    WHERE vmp_id = ANY (${medicines}::text[]) AND review_on >= ${on}::date
    ORDER BY vmp_id, review_on DESC, id DESC`
  return new Map(rows.map((row) => [row.vmp_id, row.number]))
}

/** Suppliers with an account among those that the changes name or would choose. */
async function vendorsFor(tx: Tx, changes: readonly PlannedChange[], offers: Offers): Promise<Map<string, Vendor>> {
  const known = new Map<string, Vendor>()
  for (const { awards, pricesOnFile } of offers.byMedicine.values()) {
    const offering = [...awards.flatMap(vendorsOf), ...pricesOnFile.map((one) => one.vendor)]
    for (const { id, name, hasAccount } of offering) if (hasAccount) known.set(id, { id, name })
  }
  const named = changes.flatMap((one) => (one.do === 'pad' || one.do === 'remove' ? [] : (one.supplierId ?? [])))
  const asked = [...new Set(named)].filter((id) => !known.has(id))
  if (asked.length === 0) return known
  const rows = await tx.$queryRaw<Vendor[]>`
    SELECT s.id, s.name FROM supplier_account a JOIN supplier s ON s.id = a.supplier_id
    WHERE a.supplier_id = ANY (${asked}::uuid[]) AND s.joined_to IS NULL`
  for (const { id, name } of rows) known.set(id, { id, name })
  return known
}

/** Stores and cost centres in use among those that the changes name. What the pad has already needs no asking. */
async function placesFor(tx: Tx, changes: readonly PlannedChange[]) {
  const named = changes.flatMap((one) => (one.do === 'remove' ? [] : [one]))
  const stores = [...new Set(named.flatMap((one) => one.storeId ?? []))]
  const centres = [...new Set(named.flatMap((one) => (one.do === 'pad' ? (one.costCentreId ?? []) : [])))]
  const storeRows = stores.length > 0 ? await tx.store.findMany({ where: { id: { in: stores }, active: true } }) : []
  const centreRows =
    centres.length > 0 ? await tx.costCentre.findMany({ where: { id: { in: centres }, active: true } }) : []
  return {
    stores: new Set(storeRows.map((one) => one.id)),
    costCentres: new Set(centreRows.map((one) => one.id)),
  }
}
