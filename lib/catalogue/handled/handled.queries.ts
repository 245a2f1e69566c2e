import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { listingsOn } from '../listed/listed.queries.ts'
import { asListed, listingWords } from '../listed/listed.rules.ts'
import { type DictionaryPack, isCdCategory, type Pack } from '../pack.rules.ts'
import { treatmentsOn } from '../stricter/stricter.queries.ts'
import { asTreated, treatmentWords } from '../stricter/stricter.rules.ts'

/**
 * Packs as the trust of this transaction handles them on a day: the dictionary's word, what dated lists add to it, and where
 * the trust treats them more strictly that. Inside commands, too: what orders are split, asked, frozen and booked in by.
 */
export async function handledOn(tx: Tx, packs: readonly DictionaryPack[], on: LocalDate): Promise<Pack[]> {
  const medicines = packs.map((pack) => pack.vmpId)
  const lists = await listingsOn(tx, medicines, on)
  const treatments = await treatmentsOn(tx, medicines, on)
  return dictionaryMarks(packs).map((said): Pack => {
    const listings = lists.get(said.vmpId) ?? []
    const listed = asListed({ ...said, marks: [...said.marks, ...listingWords(said, listings)] }, listings)
    const own = treatments.get(said.vmpId) ?? []
    if (own.length === 0) return listed
    const here = asTreated(listed, own)
    const added = {
      cdCategory: here.cdCategory !== said.cdCategory && isCdCategory(here.cdCategory) ? here.cdCategory : '0000',
      pharmacist: here.needsPharmacist,
      fridge: here.fridge && !listed.fridge,
      hazardous: here.hazardous && !listed.hazardous,
    } as const
    return { ...here, marks: [...listed.marks, ...treatmentWords(added)] }
  })
}

/** Packs as the dictionary alone says, no list and no trust's own rule among it. */
export function dictionaryMarks(packs: readonly DictionaryPack[]): Pack[] {
  return packs.map((pack) => ({ ...pack, cdInDmd: pack.cdCategory, needsPharmacist: false, marks: [] }))
}

/** Packs of a map as they are handled on a day, by the same keys. */
export async function handledById(
  tx: Tx,
  packs: ReadonlyMap<string, DictionaryPack>,
  on: LocalDate,
): Promise<Map<string, Pack>> {
  return new Map((await handledOn(tx, [...packs.values()], on)).map((pack) => [pack.amppId, pack]))
}
