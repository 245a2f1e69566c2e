import { lineNet, type Pence, type Price, pence, subtractPence, sumPence } from '#lib/values/money.ts'
import type { Packs } from '#lib/values/packs.ts'
import type { Holder, Reason } from './reason.schema.ts'
import { type ApprovalScheme, type ApproverRole, LADDER, type LadderRole } from './scheme.schema.ts'

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
  firstPurchase: boolean
  /** The buyer's reason code; null where none is needed. */
  offContractReason: string | null
}

/** Another order to the same supplier, submitted on the same London day and not returned, refused or cancelled. */
export type OrderOfDay = {
  number: string
  gross: Pence
  /** What its OFF_CONTRACT lines cost with VAT. */
  offContract: Pence
}

/** An order at the moment it is submitted, or amended: its open lines, its total, and the rest of the supplier's day. */
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

/** An approval that an order needs: becomes a row of `approval`. */
export type NeededApproval = {
  role: ApproverRole
  reasons: Reason[]
  /** The order goes at once; this is given afterwards. */
  retrospective: boolean
  /** By when: the end of the hours of an emergency, or the day the waiting approval is over. */
  dueAt: Date
}

/** Who must agree. `passes`: nobody before the order goes (what is needed is at most retrospective). */
export type Requirement = { passes: boolean; needed: NeededApproval[]; dayTotal: Pence }

const HOUR = 3_600_000

/**
 * Who must agree to an order under a scheme. One approval for each kind of approver: all reasons of money and contract
 * merge into the highest role of the ladder that one of them needs; a pharmacist agrees separately and in parallel.
 * Nothing needed: contract lines within the buyer's limit pass by themselves (mark them as such when `needed` is empty).
 */
export function requiredApprovals(scheme: ApprovalScheme, submission: Submission): Requirement {
  const money = ladderReasons(scheme, submission)
  const clinical = clinicalReasons(scheme, submission)
  const needed: NeededApproval[] = []
  const ask = (role: ApproverRole, reasons: Reason[], retrospective: boolean) => {
    const hours = retrospective ? scheme.emergency.hours : scheme.waitingDays * 24
    needed.push({ role, reasons, retrospective, dueAt: new Date(submission.at.getTime() + hours * HOUR) })
  }
  if (money.length > 0) ask(highest(money.map((one) => one.needs)), money, submission.emergency)
  if (clinical.length > 0) ask('pharmacist', clinical, submission.emergency && scheme.emergency.clinical)
  return { passes: needed.every((one) => one.retrospective), needed, dayTotal: dayTotal(submission) }
}

/** What the supplier gets on this day in all: this order and the others, pence with VAT. Kept with the order. */
export function dayTotal(submission: Pick<Submission, 'gross' | 'sameDay'>): Pence {
  return sumPence([submission.gross, ...submission.sameDay.map((one) => one.gross)])
}

/** What the OFF_CONTRACT lines of an order cost with VAT: what `OrderOfDay.offContract` holds. */
export function offContractAmount(lines: readonly Pick<SubmissionLine, 'contractState' | 'net' | 'vat'>[]): Pence {
  return sumPence(lines.filter((line) => line.contractState === 'OFF_CONTRACT').flatMap((line) => [line.net, line.vat]))
}

/** The band of the scheme that an amount falls in: who must agree to it, null for nobody, and whose limit it passes. */
export function bandOf(
  scheme: ApprovalScheme,
  total: Pence,
): { needs: LadderRole; holder: Holder; limit: Pence } | null {
  const { buyer, lead, chief } = scheme.limits
  if (total > chief) return { needs: 'director', holder: 'chief', limit: chief }
  if (total > lead) return { needs: 'chief', holder: 'lead', limit: lead }
  if (total > buyer) return { needs: 'lead', holder: 'buyer', limit: buyer }
  return null
}

type LadderReason = Extract<Reason, { needs: LadderRole }>

function ladderReasons(scheme: ApprovalScheme, submission: Submission): LadderReason[] {
  return [overLimit, offContract, priceOverContract, firstPurchase, newSupplier].flatMap(
    (rule) => rule(scheme, submission) ?? [],
  )
}

function overLimit(scheme: ApprovalScheme, { gross, sameDay }: Submission): LadderReason | null {
  const total = dayTotal({ gross, sameDay })
  const band = bandOf(scheme, total)
  if (!band) return null
  const alone = bandOf(scheme, gross)
  if (alone?.needs === band.needs || sameDay.length === 0) return { code: 'OVER_LIMIT', ...band, gross }
  const orders = sameDay.map((one) => ({ number: one.number, gross: one.gross }))
  return { code: 'DAY_OVER_LIMIT', ...band, gross, dayTotal: total, orders }
}

function offContract(scheme: ApprovalScheme, { lines, sameDay }: Submission): LadderReason | null {
  const found = lines.filter((line) => line.contractState === 'OFF_CONTRACT')
  if (found.length === 0) return null
  const { role, above, aboveRole } = scheme.offContract
  const amount = offContractAmount(found)
  const dayAmount = sumPence([amount, ...sameDay.map((one) => one.offContract)])
  return {
    code: 'OFF_CONTRACT',
    needs: dayAmount > above ? aboveRole : role,
    lineIds: found.map((line) => line.id),
    amount,
    dayAmount,
    dearer: sumPence(found.map(againstContract)),
    above: dayAmount > above ? above : null,
    why: [...new Set(found.flatMap((line) => line.offContractReason ?? []))],
  }
}

function priceOverContract(scheme: ApprovalScheme, { lines }: Submission): LadderReason | null {
  const { role, tolerance } = scheme.priceOverContract
  const found = lines.filter((line) => isOverContract(line, tolerance))
  if (found.length === 0) return null
  return {
    code: 'PRICE_OVER_CONTRACT',
    needs: role,
    lineIds: found.map((line) => line.id),
    over: sumPence(found.map(againstContract)),
    tolerance,
  }
}

function isOverContract(line: SubmissionLine, tolerance: number): boolean {
  const contract = line.contractState === 'ON_CONTRACT' || line.contractState === 'ON_CONTRACT_PRICE_HIGH'
  if (!contract || line.contractPrice === null) return false
  return BigInt(line.price) * 10_000n > BigInt(line.contractPrice) * BigInt(10_000 + tolerance)
}

function firstPurchase(scheme: ApprovalScheme, { lines }: Submission): LadderReason | null {
  const found = lines.filter((line) => line.firstPurchase)
  if (found.length === 0) return null
  return { code: 'FIRST_PURCHASE', needs: scheme.firstPurchase.role, lineIds: found.map((line) => line.id) }
}

/** Nobody has looked at this supplier yet: no contract names it for these lines, and no order went there. */
function newSupplier(scheme: ApprovalScheme, { lines, newSupplier: first }: Submission): LadderReason | null {
  const beside = lines.filter((line) => line.contractState === 'OFF_CONTRACT' || line.contractState === 'NO_CONTRACT')
  if (!first || beside.length === 0) return null
  return { code: 'NEW_SUPPLIER', needs: scheme.firstPurchase.role, lineIds: beside.map((line) => line.id) }
}

function clinicalReasons(scheme: ApprovalScheme, { lines }: Submission): Reason[] {
  const found: Reason[] = []
  const controlled = lines.filter((line) => scheme.controlledDrugs.includes(line.cdCategory))
  if (controlled.length > 0) {
    const categories = [...new Set(controlled.map((line) => line.cdCategory))].sort()
    found.push({ code: 'CONTROLLED_DRUG', lineIds: controlled.map((line) => line.id), categories })
  }
  const unlicensed = lines.filter((line) => line.unlicensed && !line.unlicensedApprovalValid)
  if (unlicensed.length > 0) found.push({ code: 'UNLICENSED', lineIds: unlicensed.map((line) => line.id) })
  return found
}

/** What a line costs more (positive) or less than at its contract price, pence ex VAT; 0 where there is none. */
export function againstContract(line: Pick<SubmissionLine, 'price' | 'contractPrice' | 'packs'>): Pence {
  if (line.contractPrice === null) return pence(0)
  return subtractPence(lineNet(line.price, line.packs), lineNet(line.contractPrice, line.packs))
}

/** The role furthest up the ladder; there must be at least one. */
export function highest(roles: readonly LadderRole[]): LadderRole {
  return LADDER.findLast((role) => roles.includes(role)) ?? LADDER[0]
}
