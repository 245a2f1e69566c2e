import { formatCounted, formatList, formatPence, formatPercent } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'
import type { Holder, Reason } from './reason.schema.ts'
import type { ApproverRole } from './scheme.schema.ts'

/** What a kind of approver is called on screen. */
export const APPROVER_NAMES = {
  lead: 'Procurement lead',
  chief: 'Chief pharmacist',
  director: 'Director of finance',
  pharmacist: 'Pharmacist',
} as const satisfies Record<ApproverRole, string>

/** The short name of a reason, and what stands behind it in a sentence or two. */
export type ReasonWords = { title: string; text: string }

const LIMITS = {
  buyer: 'the raiser’s limit',
  lead: 'the procurement lead’s limit',
  chief: 'the chief pharmacist’s limit',
  band: 'the limit',
} as const satisfies Record<Holder, string>

const OVER = {
  buyer: 'Over raiser’s limit',
  lead: 'Over lead’s limit',
  chief: 'Over chief pharmacist’s limit',
  band: 'A larger amount',
} as const satisfies Record<Holder, string>

/**
 * A reason in words, for the order pad before submitting, the inbox and the decision alike. Where the reader's role
 * may not see prices the amounts are left out.
 */
export function reasonWords(reason: Reason, { prices = true }: { prices?: boolean } = {}): ReasonWords {
  switch (reason.code) {
    case 'OVER_LIMIT':
      return {
        title: OVER[reason.holder],
        text: prices
          ? `${formatPence(reason.gross)} with VAT is over ${LIMITS[reason.holder]} of ${formatPence(reason.limit)}.`
          : `It is over ${LIMITS[reason.holder]}.`,
      }
    case 'DAY_OVER_LIMIT': {
      const numbers = formatList(reason.orders.map((one) => one.number))
      const when = reason.days ? `within ${reason.days} days` : 'on the same day'
      const together = `With ${numbers} to the same supplier ${when}`
      return {
        title: 'Counted as one order',
        text: prices
          ? `${together} it comes to ${formatPence(reason.dayTotal)} with VAT, over ${LIMITS[reason.holder]} of ${formatPence(reason.limit)}.`
          : `${together} it is over ${LIMITS[reason.holder]}.`,
      }
    }
    case 'OFF_CONTRACT': {
      const lines = formatCounted(reason.lineIds.length, 'line')
      if (!prices) return { title: 'Off contract', text: `${lines} bought beside a contract.` }
      const dearer =
        reason.dearer === 0
          ? 'no dearer than contract'
          : reason.dearer > 0
            ? `${formatPence(reason.dearer)} dearer than contract`
            : `${formatPence(pence(-reason.dearer))} cheaper than contract`
      const above =
        reason.above === null
          ? ''
          : ` Off-contract buying from this supplier ${reason.days ? `within ${reason.days} days` : 'today'} comes to ${formatPence(reason.dayAmount)}, over ${formatPence(reason.above)}.`
      return { title: 'Off contract', text: `${lines}, ${formatPence(reason.amount)} with VAT, ${dearer}.${above}` }
    }
    case 'PRICE_OVER_CONTRACT': {
      const lines = formatCounted(reason.lineIds.length, 'line')
      const tolerance = reason.tolerance > 0 ? ` by more than ${formatPercent(reason.tolerance, 10_000)}` : ''
      return {
        title: 'Price above contract',
        text: `${lines} dearer than contract${tolerance}${prices ? `: ${formatPence(reason.over)} more ex VAT` : ''}.`,
      }
    }
    case 'FIRST_PURCHASE':
      return {
        title: 'Never ordered before',
        text: `${formatCounted(reason.lineIds.length, 'line')}.`,
      }
    case 'NEW_SUPPLIER':
      return {
        title: 'First order to this supplier',
        text: `${formatCounted(reason.lineIds.length, 'line')} beside the contracts.`,
      }
    case 'HIGH_COST':
      return {
        title: 'High-cost medicine',
        text: `${formatCounted(reason.lineIds.length, 'line')} marked as high-cost in the catalogue.`,
      }
    case 'EMERGENCY':
      return {
        title: 'Emergency order',
        text: `It goes at once; somebody looks at it within ${formatCounted(reason.hours, 'hour')}.`,
      }
    case 'CONTROLLED_DRUG':
      return {
        title: 'Controlled drug',
        text: `${formatCounted(reason.lineIds.length, 'line')} of Schedule ${formatList(schedules(reason.categories))}. A pharmacist has to agree.`,
      }
    case 'UNLICENSED':
      return {
        title: 'Unlicensed medicine',
        text: `${formatCounted(reason.lineIds.length, 'line')} without a valid approval to repeat. A pharmacist has to agree.`,
      }
    case 'TREATED_STRICTER':
      return {
        title: 'Your trust’s own rule',
        text: `${formatCounted(reason.lineIds.length, 'line')} that a pharmacist agrees to at your trust.`,
      }
  }
}

/** A reason without its amounts, for who may not see the prices in them; limits are no secret. */
export function withoutAmounts(reason: Reason): Reason {
  const none = pence(0)
  switch (reason.code) {
    case 'OVER_LIMIT':
      return { ...reason, gross: none }
    case 'DAY_OVER_LIMIT':
      return { ...reason, gross: none, dayTotal: none, orders: reason.orders.map((one) => ({ ...one, gross: none })) }
    case 'OFF_CONTRACT':
      return { ...reason, amount: none, dayAmount: none, dearer: none }
    case 'PRICE_OVER_CONTRACT':
      return { ...reason, over: none }
    default:
      return reason
  }
}

/** All reasons of an approval in one line: "Off contract and never ordered before". */
export function reasonsInShort(reasons: readonly Reason[]): string {
  const titles = reasons.map((one, index) => {
    const { title } = reasonWords(one)
    return index === 0 ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`
  })
  return formatList(titles)
}

/** The schedules of the Misuse of Drugs Regulations 2001 that dm+d categories (CATCD) stand for, in order. */
function schedules(categories: readonly string[]): string[] {
  return [...new Set(categories.map(scheduleOf))].sort()
}

/** The schedule of a dm+d category of controlled drugs: 0001 is 1, 0002 and 0003 are 2, 0004 to 0007 3, 0008 and 0009 4, 0010 5. */
export function scheduleOf(category: string): string {
  const code = Number(category)
  if (code <= 1) return '1'
  if (code <= 3) return '2'
  if (code <= 7) return '3'
  return code <= 9 ? '4' : '5'
}
