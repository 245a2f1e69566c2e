import { reasonWords } from '#lib/orders/order/reason.rules.ts'
import type { Reason } from '#lib/orders/order/reason.schema.ts'
import { formatCounted, formatPence, formatPrice } from '#lib/values/format.ts'
import { type Pence, type Price, pence } from '#lib/values/money.ts'
import { unitsInWords } from '#lib/values/units.ts'
import type { Check } from './checks.rules.ts'
import { headline, medicineName, type Projection } from './projection.rules.ts'

/** One part of the evidence as a mail carries it: what it is about, and one or more sentences. */
export type MailEvidence = { label: string; says: string[] }

/** A line as a mail tells it: prices per pack ex VAT, null where its reader may not see them. */
export type MailedLine = {
  packs: number
  product: string
  packText: string
  price: Price | null
  contractPrice: Price | null
  contracted: boolean
}

/** What of a decision goes into a mail. Amounts in pence; `money` null where its reader may not see all of them. */
export type MailedDecision = {
  lines: readonly MailedLine[]
  lineCount: number
  reasons: readonly Reason[]
  money: { gross: Pence; dayTotal: Pence; against: Pence } | null
  supply: readonly { product: string; unitName: string; onHand: number; projection: Projection | null }[]
  checks: readonly Check[]
  emergencyReason: string
  store: string
}

const MOST_LINES = 5

/**
 * The evidence of a decision for a mail: what, why, how much and against contract, stock, and what was checked. Amounts
 * only where its reader may see them all, and none of an order with a confidential price, whoever reads it: a mail is
 * read elsewhere, too, and is forwarded.
 */
export function mailEvidence(
  page: MailedDecision,
  { confidential, now }: { confidential: boolean; now: Date },
): MailEvidence[] {
  const prices = page.money !== null && !confidential
  const shown = page.lines.slice(0, MOST_LINES)
  const more = page.lineCount - shown.length
  const parts: MailEvidence[] = [
    {
      label: 'What',
      says: [
        ...shown.map((line) => lineWords(line, prices)),
        ...(more > 0 ? [`And ${formatCounted(more, 'more line', 'more lines')}.`] : []),
        `For ${page.store}.`,
      ],
    },
    { label: 'Why it needs you', says: page.reasons.map((one) => reasonWords(one, { prices }).text) },
    { label: 'How much', says: moneyWords(page, confidential) },
    { label: 'Stock', says: stockWords(page, now) },
    {
      label: 'What was checked',
      says: page.checks.map((one) => `${one.rule}: ${check(one.found, prices)} (${one.word.toLowerCase()}).`),
    },
  ]
  if (page.emergencyReason) parts.push({ label: 'Emergency', says: [page.emergencyReason] })
  return parts.filter((part) => part.says.length > 0)
}

function lineWords(
  { packs, product, packText, price, contractPrice, contracted }: MailedLine,
  prices: boolean,
): string {
  const what = `${formatCounted(packs, 'pack')} of ${product}, ${packText}`
  if (!prices || price === null) return `${what}.`
  const contract =
    contractPrice !== null ? `, contract ${formatPrice(contractPrice)}` : contracted ? '' : ', no contract'
  return `${what}, at ${formatPrice(price)} a pack${contract}.`
}

function moneyWords({ money }: MailedDecision, confidential: boolean): string[] {
  if (!money || confidential) return ['The prices are confidential: sign in to see what you may see of them.']
  const { gross, dayTotal, against } = money
  const day = dayTotal > gross ? `, ${formatPence(dayTotal)} with the supplier’s other orders of the day` : ''
  const contract =
    against === 0
      ? 'No dearer than contract.'
      : against > 0
        ? `${formatPence(against)} more than contract, without VAT.`
        : `${formatPence(pence(-against))} less than contract, without VAT.`
  return [`${formatPence(gross)} with VAT${day}.`, contract]
}

function stockWords({ supply, store }: MailedDecision, now: Date): string[] {
  return supply.slice(0, 3).map(({ projection, product, unitName, onHand }) => {
    const name = medicineName(product)
    const lasts = projection ? `${headline(projection, name, now)}. ` : `Nothing is known of the use of ${name}. `
    return `${lasts}${unitsInWords(onHand, unitName)} on the shelf in ${store} now.`
  })
}

/** What a check found, without the amounts in it where they are not for a mail. */
function check(found: string, prices: boolean): string {
  return prices || !found.includes('£') ? found.replace(/[.]$/, '') : 'sign in to see it'
}
