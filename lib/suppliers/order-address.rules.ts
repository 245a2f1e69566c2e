import type { Channel } from './supplier.schema.ts'

/** How orders reach a supplier: by which channel, and the address e-mailed orders go to. */
export type OrderWay = { channel: Channel; orderEmail: string | null }

/**
 * Whether a change of how orders reach a supplier needs a second person: whoever can send orders to an address of their
 * own choice can have goods and papers of the trust go anywhere, so e-mail to another address than orders are e-mailed to
 * today is checked by somebody else (the control against mandate fraud that NHS Counter Fraud asks of supplier details).
 * Opening an account is not a change, and by phone or on a website nothing leaves by itself.
 */
export function needsSecondPerson(stands: OrderWay | null, wanted: OrderWay): boolean {
  if (stands === null || wanted.channel !== 'email' || wanted.orderEmail === null) return false
  return stands.channel !== 'email' || !sameAddress(stands.orderEmail, wanted.orderEmail)
}

/** Whether two e-mail addresses are one; capitals do not count. */
export function sameAddress(a: string | null, b: string | null): boolean {
  return (a ?? '').trim().toLowerCase() === (b ?? '').trim().toLowerCase()
}
