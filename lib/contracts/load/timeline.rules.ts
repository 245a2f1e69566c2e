import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { changeInBasisPoints } from '#lib/values/money.ts'
import type { LoadedAward } from './contract-file.rules.ts'

/** What an award says besides its days: when any of it changes, the award is closed and another opened. */
export type Terms = Pick<
  LoadedAward,
  | 'price'
  | 'route'
  | 'validTo'
  | 'extensionTo'
  | 'minimumPacks'
  | 'minimumOrder'
  | 'carriage'
  | 'leadDays'
  | 'annualPacks'
  | 'status'
  | 'confidentiality'
  | 'npcCode'
  | 'notes'
> & { /** Supplier ids, in order. */ wholesalerIds: readonly string[] }

/** What makes two awards the same line: framework, lot, pack, supplier, buying group and rank. */
export type LineKey = {
  frameworkKey: string
  lot: string
  amppId: string
  supplierId: string
  buyingGroup: string
  rank: number
}

/** An award as it stands. */
export type StandingAward = LineKey & Terms & { id: string; validFrom: LocalDate }

/** An award as a file wants it, its pack and suppliers known. */
export type WantedAward = LineKey & Terms & { row: number; validFrom: LocalDate; part?: string }

/** What becomes of a line's awards. */
export type Timeline = {
  /** Awards to end on a day before they would. */
  close: { id: string; on: LocalDate }[]
  /** Awards that are replaced on the day they begin, or before. */
  withdraw: string[]
  open: WantedAward[]
  /** Rows of the file that change nothing. */
  unchanged: WantedAward[]
  /** Rows that replace what stood: with what stood there on the first day of the new award. */
  replaced: { wanted: WantedAward; stood: StandingAward }[]
}

const SAME: readonly (keyof Terms)[] = [
  'price',
  'route',
  'validTo',
  'extensionTo',
  'minimumPacks',
  'minimumOrder',
  'carriage',
  'leadDays',
  'annualPacks',
  'status',
  'confidentiality',
  'npcCode',
  'notes',
]

/** Whether two awards say the same, their first day aside; with `butTheEnd`, their last day, too. */
export function sameTerms(a: Terms, b: Terms, butTheEnd = false): boolean {
  const keys = butTheEnd ? SAME.filter((key) => key !== 'validTo') : SAME
  return keys.every((key) => a[key] === b[key]) && a.wholesalerIds.join() === b.wholesalerIds.join()
}

const overlaps = (a: { validFrom: LocalDate; validTo: LocalDate }, from: LocalDate, to: LocalDate) =>
  a.validFrom <= to && from <= a.validTo

/**
 * What a file's rows for one line change. The past is never written again: what changes does so from today, or from the
 * row's own first day when that is later. The award that stood is closed the day before; one that begins on that day or
 * later is withdrawn; where only the end comes earlier, the award is closed on it. A row that says what stands changes
 * nothing, so that the same file twice changes nothing. A row that is over fills days that nothing holds, and changes none.
 */
export function planTimeline(
  standing: readonly StandingAward[],
  wanted: readonly WantedAward[],
  today: LocalDate,
): Timeline {
  const plan: Timeline = { close: [], withdraw: [], open: [], unchanged: [], replaced: [] }
  const left = new Map(standing.map((award) => [award.id, { ...award }]))
  for (const want of [...wanted].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    const begun = want.validFrom <= today
    if (want.validTo < today) {
      if ([...left.values()].some((award) => overlaps(award, want.validFrom, want.validTo))) plan.unchanged.push(want)
      else plan.open.push(want)
      continue
    }
    const first = begun ? today : want.validFrom
    const stands = [...left.values()].find(
      (award) =>
        award.validFrom <= first &&
        first <= award.validTo &&
        (award.validFrom === want.validFrom || begun) &&
        sameTerms(award, want, true) &&
        want.validTo <= award.validTo,
    )
    if (stands) {
      if (stands.validTo === want.validTo) plan.unchanged.push(want)
      else {
        plan.close.push({ id: stands.id, on: want.validTo })
        left.set(stands.id, { ...stands, validTo: want.validTo })
        plan.replaced.push({ wanted: want, stood: stands })
      }
      continue
    }
    const inTheWay = [...left.values()].filter((award) => overlaps(award, first, want.validTo))
    const stood = inTheWay.find((award) => award.validFrom <= first) ?? inTheWay[0]
    for (const award of inTheWay) {
      left.delete(award.id)
      if (award.validFrom >= first) plan.withdraw.push(award.id)
      else {
        plan.close.push({ id: award.id, on: addDays(first, -1) })
        left.set(award.id, { ...award, validTo: addDays(first, -1) })
      }
    }
    const before = [...left.values()].filter((award) => overlaps(award, want.validFrom, first))
    const free = before
      .map((award) => addDays(award.validTo, 1))
      .sort()
      .at(-1)
    plan.open.push({ ...want, validFrom: stood ? first : (free ?? want.validFrom) })
    if (stood) plan.replaced.push({ wanted: want, stood })
  }
  return plan
}

/** How much dearer (positive) or cheaper a replaced price is, in basis points. */
export function priceStep({ wanted, stood }: Timeline['replaced'][number]): number | null {
  return changeInBasisPoints(stood.price, wanted.price)
}

/** A price that moves by more than this deserves a second look: 25%. */
export const UNUSUAL_STEP = 2500
