import {
  type OrderOfDay,
  type Requirement,
  requiredApprovals,
  type SubmissionLine,
} from '#lib/orders/order/approval.rules.ts'
import { type Decider, decidersOf, mayDecide, ownPart } from '#lib/orders/order/decide.rules.ts'
import { kindOf } from '#lib/orders/order/order.split.rules.ts'
import { lineAmounts } from '#lib/orders/order/order.totals.ts'
import type { ApprovalScheme, ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type BasisPoints, type Pence, sumPence } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'

/** The line of an order as packs beyond it are judged: at its own price, as it stands to the contracts. */
export type ExceededLine = Omit<SubmissionLine, 'packs' | 'net' | 'vat' | 'unlicensedApprovalValid'> & {
  vatRate: BasisPoints
}

/** Packs beyond an order: how many, of which line, and everything else of the same commitment, the order itself included. */
export type Excess = {
  order: { kind: string; raisedBy: string; submittedBy: string | null; changers: readonly string[] }
  line: ExceededLine
  packs: number
  commitment: readonly OrderOfDay[]
}

/** What packs cost if they are kept, pence. */
export type Worth = { net: Pence; vat: Pence; gross: Pence }

/** What keeping takes: what it costs, and whom the scheme asks. */
export type Keeping = { worth: Worth; requirement: Requirement }

/**
 * What keeping packs beyond an order comes to, and whom the trust's scheme asks for it: as for one more order of the same
 * commitment, so that what was ordered and what came of itself are judged together. A pharmacist looks at unlicensed
 * ones again whatever approval there is: it was given for what was ordered.
 */
export function keepingOf({ line, packs: count, commitment }: Excess, scheme: ApprovalScheme, at: Date): Keeping {
  const amounts = lineAmounts({ price: line.price, packs: count, vatRate: line.vatRate })
  const gross = sumPence([amounts.net, amounts.vat])
  const { vatRate: _, ...rest } = line
  const more: SubmissionLine = { ...rest, ...amounts, packs: packs(count), unlicensedApprovalValid: false }
  const submission = { lines: [more], gross, emergency: false, sameDay: commitment, at }
  return { worth: { ...amounts, gross }, requirement: requiredApprovals(scheme, submission) }
}

/**
 * Whether somebody may keep packs beyond an order, and in which role; `as` null where the scheme asks nobody. Keeping is
 * buying: it takes whom the scheme would ask for it, within their own limit and in their own right, never who raised,
 * submitted or changed the order (OWN_ORDER). Controlled drugs of Schedules 1 to 3 always go back: a supplier may hand
 * over no more than a requisition asked for beforehand (Misuse of Drugs Regulations 2001, regulation 14), so there is
 * nothing to sign afterwards; and what more than one person would have to agree to does, too (EXCESS_GOES_BACK).
 * NOT_YOURS_TO_KEEP names those of `people` who can.
 */
export function mayKeep(
  actor: Decider,
  people: readonly (Decider & { name: string })[],
  excess: Excess,
  scheme: ApprovalScheme,
  at: Date,
): Result<Keeping & { as: ApproverRole | null }> {
  const { order, line } = excess
  const own = actor.personId === null ? null : ownPart(actor.personId, order)
  if (own) return refuse({ code: 'OWN_ORDER', how: own })
  if (order.kind === 'cd' || kindOf(line) === 'cd') return refuse({ code: 'EXCESS_GOES_BACK', why: 'controlled' })
  const keeping = keepingOf(excess, scheme, at)
  const { needed, dayTotal } = keeping.requirement
  const [asked, ...others] = needed
  if (!asked) return ok({ ...keeping, as: null })
  if (others.length > 0 || asked.signatures > 1) return refuse({ code: 'EXCESS_GOES_BACK', why: 'several' })
  const facts = { ...order, dayTotal, given: [], asked: [asked.role] }
  const decision = mayDecide(actor, facts, asked, scheme)
  if (decision.ok) return ok({ ...keeping, as: decision.value.as })
  const can = decidersOf(people, facts, asked, scheme)
  return refuse({ code: 'NOT_YOURS_TO_KEEP', needs: can.role, can: can.people.map((one) => one.name) })
}
