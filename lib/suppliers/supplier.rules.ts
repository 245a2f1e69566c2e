import type { Pence } from '#lib/values/money.ts'
import type { Channel } from './supplier.schema.ts'

/** How a trust trades with a supplier. Amounts in pence ex VAT. */
export type Account = {
  accountNumber: string
  channel: Channel
  orderEmail: string | null
  phone: string
  minimumOrder: Pence
  carriage: Pence
  /** HH:MM, London. */
  cutOff: string | null
  leadDays: number
  answerHours: number
  shelfLifeDays: number
}

/** What electronic ordering rests on: both sides' Peppol addresses, the account, the way orders go. */
export type ElectronicFacts = {
  account: Pick<Account, 'channel' | 'orderEmail' | 'accountNumber'> | null
  supplierEndpoint: boolean
  trustEndpoint: boolean
}

/** One thing that is missing before orders go electronically, and where it is put right; `mine` = by this trust. */
export type MissingPiece = {
  code: 'ACCOUNT' | 'ACCOUNT_NUMBER' | 'NOT_EMAIL' | 'SUPPLIER_ENDPOINT' | 'TRUST_ENDPOINT'
  words: string
}

/**
 * What keeps orders to a supplier from going as electronic (Peppol) orders beside the PDF; empty when nothing does. A
 * supplier without an address of its own gets the PDF only.
 */
export function missingForElectronic(facts: ElectronicFacts): MissingPiece[] {
  const missing: MissingPiece[] = []
  if (!facts.account) missing.push({ code: 'ACCOUNT', words: 'Your trust has no account with this supplier yet.' })
  else {
    if (facts.account.channel !== 'email') {
      missing.push({ code: 'NOT_EMAIL', words: 'Orders go by phone or website, so they are written down by hand.' })
    }
    if (facts.account.accountNumber === '') {
      missing.push({ code: 'ACCOUNT_NUMBER', words: 'Your account number with the supplier is not known.' })
    }
  }
  if (!facts.supplierEndpoint) {
    missing.push({
      code: 'SUPPLIER_ENDPOINT',
      words: 'The supplier’s Peppol address is not known: it gets the PDF only.',
    })
  }
  if (!facts.trustEndpoint) {
    missing.push({
      code: 'TRUST_ENDPOINT',
      words: 'Your trust’s own Peppol address is not set: add it under Settings, Organisation.',
    })
  }
  return missing
}
