import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatDate, formatPence, formatPrice } from '#lib/values/format.ts'
import { type Pence, type Price, pence, price } from '#lib/values/money.ts'
import { aUnit } from '#lib/values/units.ts'

const HIDDEN = `price ${HIDDEN_WORDS.role.toLowerCase()}`

/** A difference without its sign, and in which direction: "£0.64 more", "£0.10 less", "the same price". */
export function moreOrLess(difference: Price): string {
  if (difference === 0) return 'the same price'
  return difference > 0 ? `${formatPrice(difference)} more` : `${formatPrice(price(-difference))} less`
}

/** How another offer differs: "£0.02 less a tablet, £1.20 less in all", "the same price a tablet and in all". */
export function differenceWords(difference: { each: Price; inAll: Pence; unitName: string }): string {
  const each = `${moreOrLess(difference.each)} ${aUnit(difference.unitName)}`
  if (difference.inAll !== 0) return `${each}, ${moreOrLessPence(difference.inAll)} in all`
  return difference.each === 0 ? `${each} and in all` : `${each}, the same in all`
}

function moreOrLessPence(difference: Pence): string {
  return difference > 0 ? `${formatPence(difference)} more` : `${formatPence(pence(-difference))} less`
}

/** What a contract holds: "£2.10 a pack of 30 tablets", or the pack alone where its price is hidden. */
export function packPriceWords(amount: Price | null, packText: string): string {
  return amount === null ? `packs of ${packText}, ${HIDDEN}` : `${formatPrice(amount)} a pack of ${packText}`
}

/** What was paid last, to whom and when, or where the price is hidden only that it was bought there. */
export function lastPaidWords(last: { price: Price | null; vendorName: string; on: LocalDate }): string {
  const { vendorName } = last
  const on = formatDate(last.on)
  return last.price === null
    ? `Last bought from ${vendorName} on ${on}, ${HIDDEN}.`
    : `Last paid: ${formatPrice(last.price)} to ${vendorName} on ${on}.`
}
