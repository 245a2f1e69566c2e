import { lineNet, type Pence, type Price, pence, subtractPence, sumPence } from '#lib/values/money.ts'
import type { Packs } from '#lib/values/packs.ts'
import { highestOf, justOne, merged, rankOf } from './plan.rules.ts'
import type { ApproverRole, Plan } from './plan.schema.ts'
import type { Holder, Reason } from './reason.schema.ts'
import type { ApprovalScheme, Bands } from './scheme.schema.ts'

/** How a line stands to the contracts of the trust on the day of the order. */
export type ContractState = 'ON_CONTRACT' | 'ON_CONTRACT_PRICE_HIGH' | 'OFF_CONTRACT' | 'NO_CONTRACT'

/** What the rules need to know of a line. */
export type SubmissionLine = {
  id: string
  contractState: ContractState
  /** Per pack ex VAT. */
  price: Price
  /** Of the contract that applies, or would have; null where there is none. */
  contractPrice: Price | null
  packs: Packs
  net: Pence
  vat: Pence
  /** dm+d CATCD, '0000' = none. */
  cdCategory: string
  unlicensed: boolean
  /** Whether the approval that an unlicensed line quotes covers this medicine and is not due for review. */
  unlicensedApprovalValid: boolean
  /** By the trust’s own rule for the medicine a pharmacist agrees to it. */
  needsPharmacist?: boolean
  firstPurchase: boolean
  /** The catalogue marks it as high-cost. */
  highCost?: boolean
  /** The buyer's reason code; null where none is needed. */
  offContractReason: string | null
}

/** Another order of the same commitment: to the same supplier, within the scheme's window, and not returned, refused or cancelled. */
export type OrderOfDay = {
  number: string
  gross: Pence
  /** What its OFF_CONTRACT lines cost with VAT. */
  offContract: Pence
}

/** An order at the moment it is submitted, or amended: its open lines, its total, and the rest of the commitment. */
export type Submission = {
  lines: readonly SubmissionLine[]
  /** Pence with VAT and carriage. */
  gross: Pence
  emergency: boolean
  /** This trust never had an order with the supplier approved. Not asked again when a sent order is changed. */
  newSupplier?: boolean
  sameDay: readonly OrderOfDay[]
  /** When it is submitted. */
  at: Date
}

/** What an order needs of one kind of approver: so many signatures become as many rows of `approval`. */
export type NeededApproval = {
  role: ApproverRole
  /** Named people, who are asked before anybody else; empty: whoever has the role. */
  people: string[]
  /** Whose turn it is: those of a step are asked once everybody of the steps before has agreed. */
  step: number
  /** By so many different people. */
  signatures: number
  reasons: Reason[]
  /** The order goes at once; this is given afterwards. */
  retrospective: boolean
  /** By when: the end of the hours of an emergency, or the day the waiting approval is over. */
  dueAt: Date
}

/** Who must agree. `passes`: nobody before the order goes (what is needed is at most retrospective). */
export type Requirement = { passes: boolean; needed: NeededApproval[]; dayTotal: Pence }

const HOUR = 3_600_000

/** A reason and whom it asks. */
type Asking<R extends Reason = Reason> = { reason: R; plan: Plan }

/**
 * Who must agree to an order under a scheme. Each reason asks a plan of its own; one signature that stands high enough
 * for several of them is asked for once (`merged`), and a pharmacist agrees beside the ladder of money and contract.
 * Nothing needed: contract lines within the first band pass by themselves (mark them as such when `needed` is empty).
 */
export function requiredApprovals(scheme: ApprovalScheme, submission: Submission): Requirement {
  const { emergency } = submission
  const money = [overLimit, offContract, priceOverContract, firstPurchase, newSupplier, highCost, inEmergency]
  const asked = (rules: readonly Rule[], retrospective: boolean) =>
    rules.flatMap((rule) => {
      const found = rule(scheme, submission)
      return found && found.plan.length > 0 ? [{ plan: found.plan, of: found.reason, retrospective }] : []
    })
  const all = [...asked(money, emergency), ...asked([controlledDrug, unlicensed, treatedStricter], false)]
  const needed = [false, true].flatMap((retrospective) => {
    const hours = retrospective ? scheme.emergency.hours : scheme.waitingDays * 24
    const dueAt = new Date(submission.at.getTime() + hours * HOUR)
    const these = all.filter((one) => one.retrospective === retrospective)
    return grouped(these).map((one) => ({ ...one, retrospective, dueAt }))
  })
  return { passes: needed.every((one) => one.retrospective), needed: byLadder(needed), dayTotal: dayTotal(submission) }
}

type Rule = (scheme: ApprovalScheme, submission: Submission) => Asking | null

/** The signatures of several plans put together, those of the same kind, people and step as one, with their reasons in order. */
function grouped(
  plans: readonly { plan: Plan; of: Reason }[],
): Pick<NeededApproval, 'role' | 'people' | 'step' | 'signatures' | 'reasons'>[] {
  const groups = new Map<string, Pick<NeededApproval, 'role' | 'people' | 'step' | 'signatures' | 'reasons'>>()
  for (const { role, people, step, of } of merged(plans)) {
    const key = `${step} ${role} ${people.toSorted().join(' ')}`
    const group = groups.get(key) ?? { role, people: [...people], step, signatures: 0, reasons: [] }
    const reasons = plans.flatMap((one) => (of.includes(one.of) || group.reasons.includes(one.of) ? [one.of] : []))
    groups.set(key, { ...group, signatures: group.signatures + 1, reasons })
  }
  return [...groups.values()]
}

/** In the order in which they are asked: what is beforehand first, then by step, the ladder before the pharmacist. */
function byLadder(needed: readonly NeededApproval[]): NeededApproval[] {
  return needed.toSorted((a, b) => a.step - b.step || rankOf(b.role) - rankOf(a.role))
}

/** What the supplier gets on this day in all: this order and the others, pence with VAT. Kept with the order. */
export function dayTotal(submission: Pick<Submission, 'gross' | 'sameDay'>): Pence {
  return sumPence([submission.gross, ...submission.sameDay.map((one) => one.gross)])
}

/** What the OFF_CONTRACT lines of an order cost with VAT: what `OrderOfDay.offContract` holds. */
export function offContractAmount(lines: readonly Pick<SubmissionLine, 'contractState' | 'net' | 'vat'>[]): Pence {
  return sumPence(lines.filter((line) => line.contractState === 'OFF_CONTRACT').flatMap((line) => [line.net, line.vat]))
}

/**
 * The band that an amount falls in where somebody must agree to it: whom it asks, whose limit it passes (of nobody in
 * particular where the band below asks the same role) and where the band begins. Null where nobody is asked.
 */
export function bandOf(scheme: Pick<ApprovalScheme, 'bands'>, total: Pence): Band | null {
  const { index, plan, from } = bandIn(scheme.bands, total)
  if (plan.length === 0) return null
  const needs = headOf(plan)
  const below = scheme.bands[index - 1]
  const before = below ? highestOf(below.plan) : null
  const holder: Holder = before === null ? 'buyer' : before === needs || before === 'director' ? 'band' : before
  return { index, plan, needs, holder, limit: from }
}

/** A band that asks somebody: `index` in the scheme, `limit` where the one below it ends. */
export type Band = { index: number; plan: Plan; needs: ApproverRole; holder: Holder; limit: Pence }

/** The one band that an amount is in, whether it asks anybody or not; `from` is where the one below it ends. */
export function bandIn(bands: Bands, amount: Pence): { index: number; plan: Plan; from: Pence } {
  const index = bands.findIndex(({ upTo }) => upTo === null || amount <= upTo)
  const band = bands[index]
  if (!band) throw new Error('The last band has no end')
  return { index, plan: band.plan, from: bands[index - 1]?.upTo ?? pence(0) }
}

/** The role that a reason names: the highest of the ladder that its plan asks, else a pharmacist. */
function headOf(plan: Plan): ApproverRole {
  return highestOf(plan) ?? 'pharmacist'
}

function overLimit(scheme: ApprovalScheme, { gross, sameDay }: Submission): Asking | null {
  const total = dayTotal({ gross, sameDay })
  const band = bandOf(scheme, total)
  if (!band) return null
  const { index, plan, ...limit } = band
  const alone = bandIn(scheme.bands, gross)
  if (alone.index === index || sameDay.length === 0) return { plan, reason: { code: 'OVER_LIMIT', ...limit, gross } }
  const orders = sameDay.map((one) => ({ number: one.number, gross: one.gross }))
  return { plan, reason: { code: 'DAY_OVER_LIMIT', ...limit, gross, dayTotal: total, orders, ...windowOf(scheme) } }
}

/** How many days count as one commitment, where it is more than the day itself. */
function windowOf({ window: { days } }: ApprovalScheme): { days?: number } {
  return days > 1 ? { days } : {}
}

function offContract(scheme: ApprovalScheme, { lines, sameDay }: Submission): Asking | null {
  const found = lines.filter((line) => line.contractState === 'OFF_CONTRACT')
  if (found.length === 0) return null
  const amount = offContractAmount(found)
  const dayAmount = sumPence([amount, ...sameDay.map((one) => one.offContract)])
  const { index, plan, from } = bandIn(scheme.offContract, dayAmount)
  return {
    plan,
    reason: {
      code: 'OFF_CONTRACT',
      needs: headOf(plan),
      lineIds: found.map((line) => line.id),
      amount,
      dayAmount,
      dearer: sumPence(found.map(againstContract)),
      above: index > 0 ? from : null,
      why: [...new Set(found.flatMap((line) => line.offContractReason ?? []))],
      ...windowOf(scheme),
    },
  }
}

function priceOverContract(scheme: ApprovalScheme, { lines }: Submission): Asking | null {
  const { plan, tolerance } = scheme.priceOverContract
  const found = lines.filter((line) => isOverContract(line, tolerance))
  if (found.length === 0) return null
  const over = sumPence(found.map(againstContract))
  return { plan, reason: { code: 'PRICE_OVER_CONTRACT', needs: headOf(plan), lineIds: idsOf(found), over, tolerance } }
}

function isOverContract(line: SubmissionLine, tolerance: number): boolean {
  const contract = line.contractState === 'ON_CONTRACT' || line.contractState === 'ON_CONTRACT_PRICE_HIGH'
  if (!contract || line.contractPrice === null) return false
  return BigInt(line.price) * 10_000n > BigInt(line.contractPrice) * BigInt(10_000 + tolerance)
}

function firstPurchase({ firstPurchase: { plan } }: ApprovalScheme, { lines }: Submission): Asking | null {
  const found = lines.filter((line) => line.firstPurchase)
  if (found.length === 0) return null
  return { plan, reason: { code: 'FIRST_PURCHASE', needs: headOf(plan), lineIds: idsOf(found) } }
}

/** Nobody has looked at this supplier yet: no contract names it for these lines, and no order went there. */
function newSupplier({ newSupplier: { plan } }: ApprovalScheme, submission: Submission): Asking | null {
  const beside = submission.lines.filter(
    (line) => line.contractState === 'OFF_CONTRACT' || line.contractState === 'NO_CONTRACT',
  )
  if (!submission.newSupplier || beside.length === 0) return null
  return { plan, reason: { code: 'NEW_SUPPLIER', needs: headOf(plan), lineIds: idsOf(beside) } }
}

function highCost({ highCost: { plan } }: ApprovalScheme, { lines }: Submission): Asking | null {
  const found = lines.filter((line) => line.highCost === true)
  if (found.length === 0) return null
  return { plan, reason: { code: 'HIGH_COST', needs: headOf(plan), lineIds: idsOf(found) } }
}

function inEmergency({ emergency: { plan, hours } }: ApprovalScheme, submission: Submission): Asking | null {
  return submission.emergency ? { plan, reason: { code: 'EMERGENCY', needs: headOf(plan), hours } } : null
}

function controlledDrug({ controlledDrugs }: ApprovalScheme, { lines }: Submission): Asking | null {
  const found = lines.filter((line) => controlledDrugs.categories.includes(line.cdCategory))
  if (found.length === 0) return null
  const categories = [...new Set(found.map((line) => line.cdCategory))].sort()
  return { plan: controlledDrugs.plan, reason: { code: 'CONTROLLED_DRUG', lineIds: idsOf(found), categories } }
}

function unlicensed({ unlicensed: { plan } }: ApprovalScheme, { lines }: Submission): Asking | null {
  const found = lines.filter((line) => line.unlicensed && !line.unlicensedApprovalValid)
  return found.length === 0 ? null : { plan, reason: { code: 'UNLICENSED', lineIds: idsOf(found) } }
}

function treatedStricter(_scheme: ApprovalScheme, { lines }: Submission): Asking | null {
  const found = lines.filter((line) => line.needsPharmacist === true)
  if (found.length === 0) return null
  return { plan: justOne('pharmacist'), reason: { code: 'TREATED_STRICTER', lineIds: idsOf(found) } }
}

function idsOf(lines: readonly SubmissionLine[]): string[] {
  return lines.map((line) => line.id)
}

/** What a line costs more (positive) or less than at its contract price, pence ex VAT; 0 where there is none. */
export function againstContract(line: Pick<SubmissionLine, 'price' | 'contractPrice' | 'packs'>): Pence {
  if (line.contractPrice === null) return pence(0)
  return subtractPence(lineNet(line.price, line.packs), lineNet(line.contractPrice, line.packs))
}
