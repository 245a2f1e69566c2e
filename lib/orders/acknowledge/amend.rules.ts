import {
  dayTotal,
  type NeededApproval,
  type OrderOfDay,
  type Requirement,
  requiredApprovals,
  type SubmissionLine,
} from '#lib/orders/order/approval.rules.ts'
import {
  type CommittedLine,
  committedAmounts,
  committedPacks,
  committedTotals,
} from '#lib/orders/order/commitment.rules.ts'
import { lineAmounts, type OrderTotals } from '#lib/orders/order/order.totals.ts'
import type { Reason } from '#lib/orders/order/reason.schema.ts'
import type { ApprovalScheme } from '#lib/orders/order/scheme.schema.ts'
import { ok, type Result } from '#lib/result.ts'
import { type BasisPoints, comparePerUnit, type Pence, subtractPence } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'
import type { LineAnswer } from './answer.rules.ts'
import { type NewLine, type NewLineFacts, newLine, type OrderedLine } from './new-line.rules.ts'

/** A line of an order as a change of it looks at it. Contents of a pack in thousandths of a unit. */
export type AmendedLine = CommittedLine &
  Pick<
    SubmissionLine,
    | 'id'
    | 'contractState'
    | 'contractPrice'
    | 'cdCategory'
    | 'unlicensed'
    | 'unlicensedApprovalValid'
    | 'needsPharmacist'
    | 'firstPurchase'
    | 'highCost'
    | 'offContractReason'
  > & { amppId: string; unitsMilli: number }

/** So many packs of a line are handed on to a new line at the supplier's terms. */
export type LineChange = { from: AmendedLine; handedOn: number; to: AmendedLine }

/** A new version of a sent order: its totals, the difference ex VAT, and who must agree before it goes. */
export type Amendment = {
  totals: Omit<OrderTotals, 'belowMinimum'>
  /** Ex VAT against what the same packs cost before: positive when dearer. */
  difference: Pence
  /** `requirement.needed` is empty where it is no dearer: then it goes without a new approval. */
  requirement: Requirement
}

/**
 * Works out a new version of a sent order. Where a line costs more than what it replaces (in all, or per unit of the
 * medicine), or another pack brings something to agree to that was not there before, the whole version goes through the
 * trust's approval rules again, the day's other orders counted as when it was submitted. Otherwise nobody is asked.
 */
export function planAmendment(
  order: {
    lines: readonly AmendedLine[]
    carriage: Pence
    vatRate: BasisPoints
    emergency: boolean
    sameDay: readonly OrderOfDay[]
  },
  changes: readonly LineChange[],
  scheme: ApprovalScheme,
  at: Date,
): Amendment {
  const handedOn = new Map(changes.map((change) => [change.from.id, change.handedOn]))
  const after = [
    ...order.lines.map((line) => ({ ...line, closed: line.closed + (handedOn.get(line.id) ?? 0) })),
    ...changes.map((change) => change.to),
  ]
  const before = committedTotals(order.lines, order.carriage, order.vatRate)
  const totals = committedTotals(after, order.carriage, order.vatRate)
  const { gross } = totals
  const { emergency, sameDay } = order
  const asks = changes.some((change) => costsMore(change) || bringsMore(change))
  const requirement: Requirement = asks
    ? requiredApprovals(scheme, { lines: submissionLines(after), gross, emergency, sameDay, at })
    : { passes: true, needed: [], dayTotal: dayTotal({ gross, sameDay }) }
  return { totals, difference: subtractPence(totals.net, before.net), requirement }
}

/** The lines of a sent order, and what holds for all of them. */
export type AmendableOrder = {
  lines: readonly OrderedLine[]
  carriage: Pence
  vatRate: BasisPoints
  emergency: boolean
  sameDay: readonly OrderOfDay[]
  /** Unlicensed medicines (VMP ids) whose use is approved and not due for review. */
  approvedMedicines: ReadonlySet<string>
}

/** An answer that changes terms, the line it is to, and what its new line is made from. */
export type TakenAnswer<A> = { answer: A; line: OrderedLine; facts: NewLineFacts }

/** What a reason calls a new line before it has an id of its own. */
function placeholder(index: number): string {
  return `new ${index + 1}`
}

/** What is needed, with the new lines called by the ids they were written under, in the order they were made. */
export function withLineIds(needed: readonly NeededApproval[], ids: readonly string[]): NeededApproval[] {
  const known = new Map(ids.map((id, index) => [placeholder(index), id]))
  const named = (reason: Reason): Reason =>
    'lineIds' in reason ? { ...reason, lineIds: reason.lineIds.map((id) => known.get(id) ?? id) } : reason
  return needed.map((one) => ({ ...one, reasons: one.reasons.map(named) }))
}

/** The new version that taking these answers over would make, with its new lines. Refuses what `newLine` refuses. */
export function planAnswers<A extends Pick<LineAnswer, 'code' | 'packs' | 'price' | 'expectedOn'>>(
  order: AmendableOrder,
  taken: readonly TakenAnswer<A>[],
  scheme: ApprovalScheme,
  at: Date,
): Result<{ amendment: Amendment; made: { answer: A; line: OrderedLine; to: NewLine }[] }> {
  const made: { answer: A; line: OrderedLine; to: NewLine }[] = []
  for (const { answer, line, facts } of taken) {
    const to = newLine(line, answer, facts)
    if (!to.ok) return to
    made.push({ answer, line, to: to.value })
  }
  const amended = (
    line: Omit<OrderedLine, 'lineNo' | 'received' | 'over' | 'state' | 'priceConfidential'>,
  ): AmendedLine => ({
    ...line,
    unlicensedApprovalValid: order.approvedMedicines.has(line.vmpId),
  })
  const changes = made.map(({ line, to }, index) => ({
    from: amended(line),
    handedOn: to.handedOn,
    to: amended({ ...to, id: placeholder(index), closed: 0 }),
  }))
  const lines = order.lines.map(amended)
  return ok({ amendment: planAmendment({ ...order, lines }, changes, scheme, at), made })
}

/** Whether the new line costs more than the packs it stands for did: in all, or per unit of the medicine. */
export function costsMore({ from, handedOn, to }: LineChange): boolean {
  const was = lineAmounts({ price: from.price, packs: packs(handedOn), vatRate: from.vatRate })
  const perUnit = comparePerUnit(
    { price: to.price, milliUnits: to.unitsMilli },
    { price: from.price, milliUnits: from.unitsMilli },
  )
  return committedAmounts(to).net > was.net || perUnit > 0
}

/** Whether another pack has something to agree to that the one ordered had not. */
function bringsMore({ from, to }: LineChange): boolean {
  if (from.amppId === to.amppId) return false
  const offContract = to.contractState === 'OFF_CONTRACT' || to.contractState === 'ON_CONTRACT_PRICE_HIGH'
  return (
    (offContract && to.contractState !== from.contractState) ||
    (to.firstPurchase && !from.firstPurchase) ||
    (to.highCost === true && from.highCost !== true) ||
    (to.unlicensed && !from.unlicensed) ||
    (to.needsPharmacist === true && from.needsPharmacist !== true) ||
    to.cdCategory !== from.cdCategory
  )
}

function submissionLines(lines: readonly AmendedLine[]): SubmissionLine[] {
  return lines
    .filter((line) => committedPacks(line) > 0)
    .map((line) => ({ ...line, packs: packs(committedPacks(line)), ...committedAmounts(line) }))
}
