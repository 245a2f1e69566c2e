import { addDays, addMonths, daysBetween, type LocalDate, localDate } from '#lib/values/dates.ts'

/** The medicine of story (c): bought as its originator brand until a biosimilar is awarded, then switched to that. */
export const SWITCHED = 'adalimumab'

/**
 * The originator brand. Its AMP is real dm+d; the pack, who sells it and its price are invented. The price is a patient
 * access scheme's: pence ex VAT per pack.
 */
export const ORIGINATOR = {
  brand: 'Humira',
  ampId: '32881711000001106',
  maker: 'AbbVie',
  holder: 'FENWICK',
  price: 31_680,
} as const

/** The biosimilar’s brand and who sells it. */
export const BIOSIMILAR = { brand: 'Yuflyma', holder: 'CALDER' } as const

/** The day from which the biosimilar is awarded and comes first: the first of a month, ten to eleven months into the demo. */
export function switchDay(first: LocalDate): LocalDate {
  return localDate(`${addMonths(first, 11).slice(0, 7)}-01`)
}

/**
 * Which share of the patients is still on the originator on a day, 0 to 1: fewer from day to day, a tenth of them who take
 * longer, and nobody once the switch is through.
 */
export function shareOnOriginator(day: LocalDate, switchOn: LocalDate): number {
  if (daysBetween(switchOn, day) > THROUGH_DAYS) return 0
  const done = Math.min(1, Math.max(0, daysBetween(switchOn, day) / SWITCH_DAYS))
  return 1 - 0.9 * done
}

const SWITCH_DAYS = 80
const THROUGH_DAYS = 120

/** The awards of both: the originator comes first until the day before, and second from then on. */
export function awardDays(switchOn: LocalDate, from: LocalDate, to: LocalDate) {
  return {
    originator: [
      { rank: 1, from, to: addDays(switchOn, -1) },
      { rank: 2, from: switchOn, to },
    ],
    biosimilar: [{ rank: 1, from: switchOn, to }],
  }
}
