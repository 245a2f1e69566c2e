import type { OffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import { isOffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import { reasonWords, scheduleOf } from '#lib/orders/order/reason.rules.ts'
import type { Reason } from '#lib/orders/order/reason.schema.ts'
import { formatCounted, formatList, formatPence } from '#lib/values/format.ts'
import { pence } from '#lib/values/money.ts'
import { medicineName } from './projection.rules.ts'

/** What the opening sentence of a decision is made of. */
export type Opening = {
  who: string
  supplier: string
  lines: readonly { id: string; product: string; packs: number }[]
  /** Lines in all, also those not named here. */
  lineCount: number
  reasons: readonly Reason[]
  /** A change of an order that the supplier already has. */
  change: boolean
  /** When it went already, in words ("6:10am"); null where it waits. */
  sent: string | null
  emergencyReason: string
  prices: boolean
}

const BECAUSE = {
  CONTRACT_OUT_OF_STOCK: 'because the contract supplier cannot supply',
  SHORT_DATED: 'because the contract item is short-dated only',
  RECALL: 'because the contract item is recalled',
  CLINICAL: 'for a clinical reason or to keep to the same brand',
  PRESENTATION: 'because the licensed presentation is not suitable',
  EMERGENCY: 'because it was an emergency out of hours',
  MINIMUM_ORDER: 'because minimum order or carriage makes the contract dearer',
  CHEAPER: 'because it is cheaper than the contract',
  ALLOCATION: 'because the contract item is on allocation',
  WARD: 'for one ward only',
  TRIAL: 'for training or a clinical trial',
  DATA_ERROR: 'because the contract data is wrong',
} as const satisfies Record<OffContractReason, string>

/** The sentence that would do as the whole page: who wants what, and what makes it a decision. */
export function openingSentence(opening: Opening): string {
  const { who, supplier, sent, emergencyReason } = opening
  const off = opening.reasons.find((one) => one.code === 'OFF_CONTRACT')
  const because = off ? ` off contract${whyOff(off.why)}` : ''
  const first = sent
    ? `${who} ordered ${goods(opening)} from ${supplier}${because} as an emergency (${sent}): ${withStop(emergencyReason || 'no reason was given')}`
    : `${opening.change ? `${supplier} has this order already; this changes it. ` : ''}${who} wants ${goods(opening)}${because}.`
  return [first, ...opening.reasons.map((one) => says(one, opening))].filter((text) => text !== '').join(' ')
}

function withStop(text: string): string {
  return /[.?]$/.test(text) ? text : `${text}.`
}

function whyOff(codes: readonly string[]): string {
  const known = codes.filter(isOffContractReason).map((code) => BECAUSE[code])
  return known.length === 0 ? '' : `, ${formatList(known)}`
}

/** What is wanted: the one line by name, or the one that needs agreement and how many more, or how many lines. */
function goods({ lines, lineCount, reasons }: Opening): string {
  const named = new Set(reasons.flatMap((one) => ('lineIds' in one ? one.lineIds : [])))
  const [only, ...rest] = lineCount === 1 ? lines : lines.filter((line) => named.has(line.id))
  if (!only || rest.length > 0) return formatCounted(lineCount, 'line')
  const what = `${formatCounted(only.packs, 'pack')} of ${medicineName(only.product)}`
  return lineCount === 1 ? what : `${what} and ${formatCounted(lineCount - 1, 'more line', 'more lines')}`
}

function says(reason: Reason, { lineCount, prices }: Opening): string {
  const all = 'lineIds' in reason && reason.lineIds.length === lineCount
  const some = 'lineIds' in reason ? formatCounted(reason.lineIds.length, 'line') : ''
  switch (reason.code) {
    case 'OFF_CONTRACT': {
      if (!prices) return ''
      const claim = reason.why.length === 1 && reason.why[0] === 'CONTRACT_OUT_OF_STOCK'
      if (reason.dearer > 0)
        return `It costs ${formatPence(reason.dearer)} more than contract${claim ? ', which can be claimed back' : ''}.`
      if (reason.dearer < 0) return `It costs ${formatPence(pence(-reason.dearer))} less than contract.`
      return 'It costs no more than contract.'
    }
    case 'FIRST_PURCHASE':
      return all ? 'This trust has never bought it.' : `This trust has never bought ${some} of it.`
    case 'NEW_SUPPLIER':
      return 'This trust has never ordered from this supplier.'
    case 'CONTROLLED_DRUG': {
      const schedule = formatList([...new Set(reason.categories.map(scheduleOf))].sort())
      return all
        ? `It is a controlled drug of Schedule ${schedule}.`
        : `${some} of it: controlled drugs of Schedule ${schedule}.`
    }
    case 'UNLICENSED':
      return all
        ? 'It has no licence, and no approval that is still valid.'
        : `${some} of it without a licence and without a valid approval.`
    case 'TREATED_STRICTER':
      return all
        ? 'A pharmacist agrees to it at your trust.'
        : `${some} of it: a pharmacist agrees to it at your trust.`
    case 'HIGH_COST':
      return all ? 'It is marked as high-cost.' : `${some} of it: marked as high-cost.`
    case 'EMERGENCY':
      return ''
    case 'OVER_LIMIT':
    case 'DAY_OVER_LIMIT':
    case 'PRICE_OVER_CONTRACT':
      return reasonWords(reason, { prices }).text
  }
}
