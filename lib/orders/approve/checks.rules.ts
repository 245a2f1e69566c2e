import { offContractWords } from '#lib/orders/order/off-contract.rules.ts'
import { scheduleOf } from '#lib/orders/order/reason.rules.ts'
import { formatCount, formatCounted, formatDayTime, formatList, formatPence } from '#lib/values/format.ts'
import type { Pence } from '#lib/values/money.ts'
import { medicineName } from './projection.rules.ts'

/** What a check looks at in a line. */
export type CheckedLine = {
  product: string
  packs: number
  usualPacks: number | null
  contractState: string
  offContractReason: string | null
  firstPurchase: boolean
  cdCategory: string
  unlicensed: boolean
  /** The approval that the line quotes, as long as it is valid. */
  unlicensedApproval: string | null
}

/** A supplier's answer that it cannot deliver. */
export type SupplierFailed = { supplier: string; number: string; answer: string; packs: number; at: Date }

/** Who opened the account with a supplier that this trust never ordered from, and when; `raiser`: it is who raised the order. */
export type OpenedAccount = { by: string; at: Date; raiser: boolean }

/** Everything that was looked at. */
export type CheckFacts = {
  lines: readonly CheckedLine[]
  supplier: string
  /** Where this is the first order to the supplier, beside the contracts: who opened its account; `null` = nobody on record. */
  newSupplier?: { account: OpenedAccount | null }
  raisedBy: string
  /** What the reader has to do with the order; null = nothing. */
  own: 'raised' | 'submitted' | 'changed' | null
  sameDay: readonly { number: string; gross: Pence }[]
  /** Within how many days orders count together; 1 = on the same day. */
  days?: number
  /** With those orders, as they stand now. */
  dayTotal: Pence
  /** With those that had been submitted before it: what its limits were tested on. */
  countedTotal: Pence
  /** The reader's own limit; null = without one, or not about money. */
  limit: Pence | null
  failed: SupplierFailed | null
  /** So many times the usual quantity is unusual. */
  unusualTimes: number
  prices: boolean
}

/** One rule, what was found, and the result as a mark: done, changed (look), late (stop). `number` leads to an order. */
export type Check = { rule: string; found: string; mark: 'done' | 'changed' | 'late'; word: string; number?: string }

/** What was checked before this came to somebody, in the order of an approver's questions. What does not apply is left out. */
export function checks(facts: CheckFacts): Check[] {
  return [
    ...offContract(facts),
    ...equivalent(facts),
    ...newSupplier(facts),
    splitOrders(facts),
    twoPeople(facts),
    usualQuantity(facts),
    firstPurchase(facts),
    ...controlled(facts),
    ...unlicensed(facts),
  ]
}

function named(lines: readonly CheckedLine[]): string {
  const names = [...new Set(lines.map((line) => medicineName(line.product)))]
  const shown = names.slice(0, 3)
  const list = names.length > 3 ? [...shown, `${formatCount(names.length - 3)} more`] : shown
  const text = formatList(list)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function offContract({ lines, failed }: CheckFacts): Check[] {
  const off = lines.filter((line) => line.contractState === 'OFF_CONTRACT')
  if (off.length === 0) return []
  const codes = [...new Set(off.map((line) => line.offContractReason ?? ''))]
  if (!codes.includes('CONTRACT_OUT_OF_STOCK')) {
    const found = codes[0] === '' ? 'No reason was given' : formatList(codes.map(offContractWords))
    return [{ rule: 'Why off contract', found, mark: codes[0] === '' ? 'late' : 'changed', word: 'Buyer’s word' }]
  }
  if (!failed)
    return [
      {
        rule: 'Contract supplier failed',
        found: 'The buyer says so. No answer of a supplier about this medicine is on file',
        mark: 'late',
        word: 'Not on file',
      },
    ]
  const packs = failed.packs > 0 ? `, ${formatCounted(failed.packs, 'pack')}` : ''
  const found = `${failed.supplier}: ${failed.answer}${packs}, ${formatDayTime(failed.at)}`
  return [{ rule: 'Contract supplier failed', found, mark: 'done', word: 'On file', number: failed.number }]
}

function equivalent({ lines }: CheckFacts): Check[] {
  const off = lines.filter((line) => line.contractState === 'OFF_CONTRACT')
  if (off.length === 0) return []
  const without = off.filter((line) => line.unlicensed)
  const same = 'Same medicine, strength and form as the contract'
  return without.length === 0
    ? [{ rule: 'Equivalent and licensed', found: `${same}. UK licence`, mark: 'done', word: 'Yes' }]
    : [
        {
          rule: 'Equivalent and licensed',
          found: `${same}. ${named(without)}: no licence`,
          mark: 'late',
          word: 'No licence',
        },
      ]
}

/** Orders to suppliers that somebody has just made up are the commonest fraud in buying: who opened the account is looked at. */
function newSupplier({ newSupplier, supplier }: CheckFacts): Check[] {
  if (!newSupplier) return []
  const rule = 'First order to this supplier'
  const first = `Never ordered from ${supplier} before`
  const { account } = newSupplier
  if (!account)
    return [{ rule, found: `${first}. Who opened its account is not on record`, mark: 'late', word: 'Not on file' }]
  const found = `${first}. ${account.by} opened its account, ${formatDayTime(account.at)}`
  return account.raiser
    ? [{ rule, found: `${found}, and raised this order`, mark: 'late', word: 'Same person' }]
    : [{ rule, found, mark: 'changed', word: 'New' }]
}

function splitOrders({ sameDay, days = 1, dayTotal, countedTotal, limit, supplier, prices }: CheckFacts): Check {
  const rule = 'Split orders'
  const when = days > 1 ? `within ${days} days` : 'that day'
  if (sameDay.length === 0) return { rule, found: `No other order to ${supplier} ${when}`, mark: 'done', word: 'None' }
  const numbers = sameDay.slice(0, 3).map((one) => one.number)
  const list = formatList(sameDay.length > 3 ? [...numbers, `${formatCount(sameDay.length - 3)} more`] : numbers)
  const others = `${formatCounted(sameDay.length, 'more order', 'more orders')} to ${supplier} ${when}: ${list}`
  const found = prices ? `${others}. Together ${formatPence(dayTotal)}` : others
  if (limit !== null && countedTotal > limit) return { rule, found, mark: 'late', word: 'Over your limit' }
  const later = limit !== null && dayTotal > limit
  return {
    rule,
    found,
    mark: later ? 'changed' : 'done',
    word: later ? 'Later ones go further up' : 'Counted together',
  }
}

function twoPeople({ own, raisedBy }: CheckFacts): Check {
  const rule = 'Two people'
  if (own) return { rule, found: `You ${own} it`, mark: 'late', word: 'Not you' }
  return { rule, found: `Raised by ${raisedBy}. You did not raise, submit or change it`, mark: 'done', word: 'Yes' }
}

function usualQuantity({ lines, unusualTimes }: CheckFacts): Check {
  const rule = 'Usual quantity'
  const known = lines.filter((line) => line.usualPacks !== null)
  if (known.length === 0) return { rule, found: 'Nothing to compare with', mark: 'changed', word: 'Not known' }
  const times = (line: CheckedLine) => line.packs / Math.max(1, line.usualPacks ?? 1)
  const most = known.reduce((a, b) => (times(b) > times(a) ? b : a))
  const unusual = known.filter((line) => times(line) >= unusualTimes)
  const about = `${named([most])}: ${formatCounted(most.packs, 'pack')}, usually ${formatCount(most.usualPacks ?? 0)}`
  if (unusual.length > 0) return { rule, found: about, mark: 'late', word: 'Unusual' }
  const more = times(most) > 2
  return { rule, found: about, mark: more ? 'changed' : 'done', word: more ? 'More than usual' : 'Usual' }
}

function firstPurchase({ lines }: CheckFacts): Check {
  const rule = 'Bought before'
  const first = lines.filter((line) => line.firstPurchase)
  if (first.length === 0) return { rule, found: 'Everything on it was bought before', mark: 'done', word: 'Yes' }
  return { rule, found: `${named(first)}: never bought by this trust`, mark: 'changed', word: 'New' }
}

function controlled({ lines }: CheckFacts): Check[] {
  const found = lines.filter((line) => line.cdCategory !== '0000')
  const strict = found.filter((line) => ['1', '2', '3'].includes(scheduleOf(line.cdCategory)))
  if (strict.length === 0) return []
  const schedules = formatList([...new Set(strict.map((line) => scheduleOf(line.cdCategory)))].sort())
  const what = `${named(strict)}, Schedule ${schedules}. Leaves only with its signed requisition`
  return [{ rule: 'Controlled drugs', found: what, mark: 'changed', word: 'Requisition' }]
}

function unlicensed({ lines }: CheckFacts): Check[] {
  const found = lines.filter((line) => line.unlicensed)
  if (found.length === 0) return []
  const missing = found.filter((line) => line.unlicensedApproval === null)
  if (missing.length > 0) {
    const what = `${named(missing)}: no valid approval. Waits for one before it leaves`
    return [{ rule: 'Unlicensed medicine', found: what, mark: 'changed', word: 'Approval missing' }]
  }
  const numbers = [...new Set(found.flatMap((line) => line.unlicensedApproval ?? []))]
  return [
    { rule: 'Unlicensed medicine', found: `Approved to repeat: ${formatList(numbers)}`, mark: 'done', word: 'Yes' },
  ]
}
