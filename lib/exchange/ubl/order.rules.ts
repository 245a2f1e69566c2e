import { isGln } from '#lib/values/codes.ts'
import { canBeInvoiced, type OrderMessage, type OrderParty, type UblAddress } from './order.ts'

/** Something a Peppol order still needs: where, and the sentence for the page. */
export type MissingPart = { part: 'buyer' | 'seller' | 'invoiceTo' | 'delivery' | 'order' | 'line'; words: string }

type PartyPart = 'buyer' | 'seller' | 'invoiceTo'

const WHO: Record<PartyPart, { this: string; of: string }> = {
  buyer: { this: 'Your trust', of: 'your trust' },
  seller: { this: 'This supplier', of: 'this supplier' },
  invoiceTo: { this: 'The invoice address', of: 'the invoice address' },
}

function endpointProblems(part: PartyPart, party: OrderParty): string[] {
  const { endpoint } = party
  if (!endpoint || endpoint.id.trim() === '') return [`${WHO[part].this} has no Peppol endpoint.`]
  if (!/^\d{4}$/.test(endpoint.scheme)) {
    return [`The Peppol endpoint of ${WHO[part].of} needs a scheme of four digits, for example 0088.`]
  }
  if (endpoint.scheme === '0088' && !isGln(endpoint.id)) {
    return [`The Peppol endpoint of ${WHO[part].of} is not a GLN: 13 digits, the last a check digit.`]
  }
  return []
}

function countryProblems(what: string, address: UblAddress | null): string[] {
  return address && /^[A-Z]{2}$/.test(address.country) ? [] : [`${what} has no country in its address.`]
}

function partyProblems(part: PartyPart, party: OrderParty, needsAddress: boolean): MissingPart[] {
  const who = WHO[part]
  const problems = [
    ...(party.name.trim() === '' ? [`${who.this} has no name.`] : []),
    ...endpointProblems(part, party),
    ...(party.gln !== null && !isGln(party.gln) ? [`The GLN of ${who.of} has a wrong check digit.`] : []),
    ...(needsAddress || party.address ? countryProblems(who.this, party.address) : []),
    ...(party.vatNumber !== null && !/^[A-Z]{2}/.test(party.vatNumber)
      ? [`The VAT number of ${who.of} needs its country in front, for example GB.`]
      : []),
  ]
  return problems.map((words) => ({ part, words }))
}

function lineProblems(message: OrderMessage): MissingPart[] {
  const problems: string[] = []
  const seen = new Set<string>()
  for (const { id, name, packs, price, vatRate } of message.lines) {
    if (id.trim() === '') problems.push('A line has no number.')
    if (seen.has(id)) problems.push(`Line ${id} is there twice.`)
    seen.add(id)
    if (name.trim() === '') problems.push(`Line ${id} has no product name.`)
    if (packs <= 0) problems.push(`Line ${id} orders no packs.`)
    if (price < 0) problems.push(`Line ${id} has a price below zero.`)
    if (vatRate < 0) problems.push(`Line ${id} has a VAT rate below zero.`)
  }
  if (message.lines.length === 0) problems.push('The order has no lines.')
  return problems.map((words) => ({ part: 'line', words }))
}

function headProblems(message: OrderMessage): MissingPart[] {
  const { carriage, delivery } = message
  const order = [
    ...(message.number.trim() === '' ? ['The order has no number.'] : []),
    ...(carriage && carriage.net < 0 ? ['The carriage is below zero.'] : []),
  ]
  const place = [
    ...(delivery.gln !== null && !isGln(delivery.gln)
      ? ['The GLN of the delivery point has a wrong check digit.']
      : []),
    ...countryProblems('The delivery point', delivery.address),
  ]
  return [
    ...order.map((words): MissingPart => ({ part: 'order', words })),
    ...place.map((words): MissingPart => ({ part: 'delivery', words })),
  ]
}

/**
 * What keeps an order from being a valid Peppol order, in words; empty when nothing does. Our own reading of BIS
 * Ordering 3 (transaction T01): endpoints on both sides with a good GLN where they are GLNs, the supplier's country,
 * VAT numbers with their country, lines with unique numbers, something ordered and no price below zero.
 */
export function missingForPeppol(message: OrderMessage): MissingPart[] {
  return [
    ...headProblems(message),
    ...partyProblems('buyer', message.buyer, false),
    ...partyProblems('seller', message.seller, true),
    ...(canBeInvoiced(message.invoiceTo) ? partyProblems('invoiceTo', message.invoiceTo, true) : []),
    ...lineProblems(message),
  ]
}
