import { DEPUTY_KIND_NAMES, DEPUTY_KINDS, type DeputyKind } from '#lib/orders/order/deputy-kinds.rules.ts'
import { formatList, formatPence } from '#lib/values/format.ts'
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
      : formatList(kinds.map((kind, index) => (index === 0 ? DEPUTY_KIND_NAMES[kind] : lower(DEPUTY_KIND_NAMES[kind]))))
  return most === null ? what : `${what}, up to ${formatPence(most)} a supplier and day, with VAT`
}

function lower(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
}
