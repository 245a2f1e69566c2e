import { DEPUTY_KIND_NAMES, DEPUTY_KINDS, type DeputyKind } from '#lib/orders/order/deputy-kinds.rules.ts'
import { addDays, londonDate, londonTime } from '#lib/values/dates.ts'
import { formatDate, formatDateTime, formatPence } from '#lib/values/format.ts'
import type { Pence } from '#lib/values/money.ts'

/** What a deputy may decide, in words: the kinds, and up to what (pence with VAT). */
export function scopeWords({
  deputy,
  kinds,
  most,
}: {
  deputy: string | null
  kinds: readonly DeputyKind[]
  most: Pence | null
}): string {
  if (deputy === null) return 'Nothing: nobody stands in'
  const what =
    kinds.length === DEPUTY_KINDS.length
      ? 'Everything the person may'
      : kinds.map((kind, index) => (index === 0 ? DEPUTY_KIND_NAMES[kind] : lower(DEPUTY_KIND_NAMES[kind]))).join('; ')
  return most === null ? what : `${what}. Up to ${formatPence(most)} a supplier and day, with VAT`
}

function lower(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

/** When it holds, in words: whole days by their first and last, anything else with its times. */
export function timeWords({ from, until }: { from: Date; until: Date }): { from: string; until: string } {
  const whole = londonTime(until) === '00:00'
  return {
    from: londonTime(from) === '00:00' ? formatDate(londonDate(from)) : formatDateTime(from),
    until: whole ? `the end of ${formatDate(addDays(londonDate(until), -1))}` : formatDateTime(until),
  }
}
