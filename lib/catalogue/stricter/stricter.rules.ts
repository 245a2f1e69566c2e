import { type Dated, type DatedState, standingMark } from '../dated/dated.rules.ts'
import { CD_NAMES, type CdCategory, isCdCategory, type Pack } from '../pack.rules.ts'

/** What a category of controlled drugs asks for: its schedule (9 = none), and the duties that follow. */
type Duties = { schedule: number; requisition: boolean; register: boolean; safeCustody: boolean }

/** Duties by dm+d category (Misuse of Drugs Regulations 2001 and Safe Custody Regulations 1973, as pharmacies apply them). */
const DUTIES: Record<CdCategory, Duties> = {
  '0000': { schedule: 9, requisition: false, register: false, safeCustody: false },
  '0001': { schedule: 1, requisition: true, register: true, safeCustody: true },
  '0002': { schedule: 2, requisition: true, register: true, safeCustody: true },
  '0003': { schedule: 2, requisition: true, register: true, safeCustody: false },
  '0004': { schedule: 3, requisition: true, register: false, safeCustody: true },
  '0005': { schedule: 3, requisition: true, register: false, safeCustody: false },
  '0006': { schedule: 3, requisition: true, register: false, safeCustody: false },
  '0007': { schedule: 3, requisition: true, register: false, safeCustody: true },
  '0008': { schedule: 4, requisition: false, register: false, safeCustody: false },
  '0009': { schedule: 4, requisition: false, register: false, safeCustody: false },
  '0010': { schedule: 5, requisition: false, register: false, safeCustody: false },
}

/** All categories, the laxest first. */
export const BY_STRICTNESS = (Object.keys(CD_NAMES) as CdCategory[]).sort(
  (a, b) => DUTIES[b].schedule - DUTIES[a].schedule || weight(a) - weight(b) || (a < b ? -1 : 1),
)

function weight(category: CdCategory): number {
  const { requisition, register, safeCustody } = DUTIES[category]
  return Number(requisition) + Number(register) + Number(safeCustody)
}

/** Whether treating a medicine as one category keeps every duty of the other. */
export function atLeastAsStrict(one: CdCategory, as: CdCategory): boolean {
  const [a, b] = [DUTIES[one], DUTIES[as]]
  return (
    a.schedule <= b.schedule &&
    (a.requisition || !b.requisition) &&
    (a.register || !b.register) &&
    (a.safeCustody || !b.safeCustody)
  )
}

/** Whether a category is stricter than another: keeps its duties, and the other does not keep all of its own. */
export function isStricter(one: CdCategory, than: CdCategory): boolean {
  return atLeastAsStrict(one, than) && !atLeastAsStrict(than, one)
}

/** The laxest category that keeps the duties of both: the first where it does, else the second, else one above both. */
export function strictest(first: CdCategory, second: CdCategory): CdCategory {
  if (atLeastAsStrict(first, second)) return first
  if (atLeastAsStrict(second, first)) return second
  return BY_STRICTNESS.find((one) => atLeastAsStrict(one, first) && atLeastAsStrict(one, second)) ?? '0001'
}

/** How a trust treats a medicine (`amppId` '') or one pack of it: each only where it is stricter than the dictionary. */
export type Treatment = {
  vmpId: string
  amppId: string
  /** A category of controlled drugs to treat it as; 0000 = as the dictionary says. */
  cdCategory: CdCategory
  /** A pharmacist agrees to each order of it. */
  pharmacist: boolean
  fridge: boolean
  hazardous: boolean
}

/** What of a pack a trust may treat more strictly. */
export type Treated = Pick<Pack, 'vmpId' | 'amppId' | 'cdCategory' | 'needsPharmacist' | 'fridge' | 'hazardous'>

/** A pack as the trust treats it: the dictionary's word and all that the trust adds; never laxer than either. */
export function asTreated<P extends Treated>(pack: P, treatments: readonly Treatment[]): P {
  const of = treatments.filter((one) => one.vmpId === pack.vmpId && (one.amppId === '' || one.amppId === pack.amppId))
  if (of.length === 0) return pack
  const said = isCdCategory(pack.cdCategory) ? pack.cdCategory : null
  const added = of.reduce<CdCategory>((all, one) => strictest(all, one.cdCategory), '0000')
  return {
    ...pack,
    // a category that dm+d has retired stays where the trust adds none
    cdCategory: said === null ? (added === '0000' ? pack.cdCategory : added) : strictest(said, added),
    needsPharmacist: pack.needsPharmacist || of.some((one) => one.pharmacist),
    fridge: pack.fridge || of.some((one) => one.fridge),
    hazardous: pack.hazardous || of.some((one) => one.hazardous),
  }
}

/** Whether a treatment makes any of these packs stricter; what adds nothing is not kept. */
export function addsAnything(treatment: Treatment, packs: readonly Treated[]): boolean {
  return packs.some((pack) => {
    const then = asTreated(pack, [treatment])
    return (['cdCategory', 'needsPharmacist', 'fridge', 'hazardous'] as const).some((key) => then[key] !== pack[key])
  })
}

/** The categories that a trust may treat these packs as: those that are stricter than what dm+d says of every one of them. */
export function stricterThan(packs: readonly Pick<Pack, 'cdCategory'>[]): CdCategory[] {
  return BY_STRICTNESS.filter((one) =>
    packs.every((pack) => !isCdCategory(pack.cdCategory) || isStricter(one, pack.cdCategory)),
  )
}

/** What a treatment says, in words, one for each thing; none where it says nothing. */
export function treatmentWords(one: Omit<Treatment, 'vmpId' | 'amppId'>): string[] {
  return [
    one.cdCategory === '0000' ? '' : `Treated here as a ${CD_NAMES[one.cdCategory]}`,
    one.pharmacist ? 'A pharmacist agrees to each order' : '',
    one.fridge ? 'Kept in the fridge here' : '',
    one.hazardous ? 'Handled here as hazardous' : '',
  ].filter((words) => words !== '')
}

/** What of these treatments stands today or later of a medicine ('') or one pack of it, as a form carries it along. */
export function treatmentMark(
  entries: readonly (Dated & { amppId: string; state: DatedState })[],
  amppId: string,
): string {
  return standingMark(entries.filter((one) => one.amppId === amppId && (one.state === 'now' || one.state === 'coming')))
}
