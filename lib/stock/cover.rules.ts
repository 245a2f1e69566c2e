import { roundedDivision } from '#lib/values/money.ts'
import { type Milli, milli } from '#lib/values/packs.ts'

/** Stock and usage of a medicine (VMP), in thousandths of a unit. */
export type StockPicture = {
  vmpId: string
  /** On the shelf and fit for use. */
  onHand: Milli
  /** On the shelf, set aside. */
  quarantined: Milli
  /** Fit for use, by AMPP id. */
  byPack: Record<string, Milli>
  /** Days of usage looked at: up to the day before. */
  usageDays: number
  /** Issued in those days; negative when more came back than went out. */
  used: Milli
  /** `used` over the days, rounded: for the eye. */
  usagePerDay: Milli
  /** How long what is on hand lasts at that usage, in tenths of a day, rounded down; null without usage. */
  coverTenths: number | null
  /** Outstanding on orders that are approved or sent. */
  onOrder: Milli
  /** On orders that wait for approval. */
  awaiting: Milli
}

/** The largest cover that is told apart, in tenths of a day: 9,999 days. */
const LONGEST = 99_990

/**
 * Tenths of a day that stock lasts at the usage of so many days, rounded down so that it never looks longer than it is;
 * 0 without stock, null where there is no usage to reckon with (none, or more came back than went out).
 */
export function coverInTenths(onHand: Milli, used: Milli, days: number): number | null {
  if (used <= 0 || days <= 0) return null
  if (onHand <= 0) return 0
  const tenths = (BigInt(onHand) * BigInt(days) * 10n) / BigInt(used)
  return tenths > BigInt(LONGEST) ? LONGEST : Number(tenths)
}

/** Usage of one day, rounded: for the eye. */
export function perDay(used: Milli, days: number): Milli {
  return milli(roundedDivision(BigInt(used), BigInt(Math.max(1, days))))
}

/** The picture of a medicine that is neither held nor used nor ordered. */
export function emptyPicture(vmpId: string, usageDays: number): StockPicture {
  const none = milli(0)
  return {
    vmpId,
    onHand: none,
    quarantined: none,
    byPack: {},
    usageDays,
    used: none,
    usagePerDay: none,
    coverTenths: null,
    onOrder: none,
    awaiting: none,
  }
}
