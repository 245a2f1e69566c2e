import type { Role } from '#lib/access/roles.ts'
import { type DecidedOrder, type Decider, isTurn, rolesBefore } from '#lib/orders/order/decide.rules.ts'
import { CLINICAL } from '#lib/orders/order/plan.rules.ts'
import type { Reason } from '#lib/orders/order/reason.schema.ts'
import { type ApprovalScheme, type ApproverRole, LADDER } from '#lib/orders/order/scheme.schema.ts'
import {
  type ComesTo,
  comesTo,
  type Deciding,
  mayDecideNow,
  type Present,
  type Whom,
} from '#lib/orders/order/stand-in.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import type { Result } from '#lib/result.ts'
import { pence } from '#lib/values/money.ts'

/** An approval of the same version, waiting or decided. */
export type Sibling = {
  role: ApproverRole
  decidedBy: string | null
  decidedFor?: string | null
  step: number
  retrospective: boolean
  state: string
}

/** A waiting approval as far as it decides whose it is. Amounts in pence with VAT. */
export type WaitingFacts = {
  role: ApproverRole
  step: number
  people: readonly string[]
  retrospective: boolean
  raised_by: string
  submitted_by: string | null
  changers: readonly string[]
  day_total: bigint | null
  gross: bigint
  /** Every approval of the version, itself included. */
  all: readonly Sibling[]
  /** Whom it was taken to as well, once nobody had decided it in time. */
  escalated: readonly string[] | null
}

/** Whose a waiting approval is, as one reader sees it. */
export type Whose<P> = {
  goesTo: ComesTo<P>
  decision: Result<Deciding>
  /** How it came to the reader; undefined where it did not. */
  came: Whom<P> | undefined
  /** It came to the reader, or was taken to them, and it is its turn. */
  mine: boolean
  /** Why the reader may not decide it now; null where they may. */
  whyNot: Refusal | null
}

/** Whose a waiting approval is at this moment: whom it comes to, whether it is the reader's, and why not. */
export function whose<P extends Decider>(
  row: WaitingFacts,
  why: readonly Pick<Reason, 'code'>[],
  by: { actor: Decider; present: Present<P>; scheme: ApprovalScheme },
): Whose<P> {
  const order: DecidedOrder = {
    raisedBy: row.raised_by,
    submittedBy: row.submitted_by,
    changers: row.changers,
    dayTotal: pence(row.day_total ?? row.gross),
    given: row.all.filter((one) => one.decidedBy !== null),
    asked: row.all.map((one) => one.role),
  }
  const asked = { role: row.role, people: row.people, retrospective: row.retrospective, reasons: why }
  const goesTo = comesTo(by.present, order, asked, by.scheme)
  const decision = mayDecideNow(by.actor, by.present, order, asked, by.scheme)
  const turn = isTurn(row, row.all)
  const me = by.actor.personId
  const came = turn ? goesTo.whom.find((one) => one.person.personId === me) : undefined
  const further = turn && me !== null && row.escalated?.includes(me) === true && decision.ok
  return {
    goesTo,
    decision,
    came,
    mine: came !== undefined || further,
    whyNot: !decision.ok ? decision.refusal : turn ? null : { code: 'NOT_YET', before: rolesBefore(row, row.all) },
  }
}

/** The kinds of approver asked for that can come to somebody with these roles in their own right: those at or below theirs. */
export function mayComeTo(roles: readonly Role[]): ApproverRole[] {
  const highest = LADDER.findLastIndex((role) => roles.includes(role))
  const clinical: ApproverRole[] = CLINICAL.some((role) => roles.includes(role)) ? ['pharmacist'] : []
  return [...clinical, ...LADDER.slice(0, highest + 1)]
}
