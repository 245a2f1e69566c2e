import type { Role } from '#lib/access/roles.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { CLINICAL, highestOf, rankOf } from './plan.rules.ts'
import { type ApproverRole, LADDER, type LadderRole } from './plan.schema.ts'
import type { ApprovalScheme } from './scheme.schema.ts'

/** Who would decide: a person of the trust with their roles there. */
export type Decider = { personId: string | null; roles: readonly Role[] }

/** What the decision needs to know of the order, as it was submitted. */
export type DecidedOrder = {
  raisedBy: string
  submittedBy: string | null
  /** Everybody who changed its content. */
  changers: readonly string[]
  /** Pence with VAT: this order and the others of its commitment. */
  dayTotal: Pence
  /** The approvals of the same version that were given already: by whom, and in whose place. */
  given: readonly { role: ApproverRole; decidedBy: string | null; decidedFor?: string | null }[]
  /** Every kind of approver that the version asks; where one further up the ladder is asked, too, theirs is the limit that counts. */
  asked?: readonly ApproverRole[]
}

/** One signature that is asked for: of a role, or first of the people named. */
export type AskedApproval = {
  role: ApproverRole
  people?: readonly string[]
  retrospective: boolean
  dueAt: Date | null
}

/** What decides whose an approval is. */
export type AskedOf = Pick<AskedApproval, 'role' | 'people'>

/** What the rules need to know of an order and the approvals of its version, from their rows. */
export function decidedOrder(
  order: {
    raisedBy: string
    submittedBy: string | null
    changers: readonly string[]
    dayTotal: bigint | null
    gross: bigint
  },
  rows: readonly { role: string; decidedBy: string | null; decidedFor?: string | null }[],
): DecidedOrder {
  return {
    raisedBy: order.raisedBy,
    submittedBy: order.submittedBy,
    changers: order.changers,
    dayTotal: pence(order.dayTotal ?? order.gross),
    given: rows
      .filter((row) => row.decidedBy !== null)
      .map(({ role, decidedBy, decidedFor }) => ({ role: role as ApproverRole, decidedBy, decidedFor })),
    asked: [...new Set(rows.map((row) => row.role as ApproverRole))],
  }
}

/**
 * Whether it is an approval's turn: nobody of an earlier step still has to decide. What is given before an order goes
 * never waits for what is given afterwards.
 */
export function isTurn(
  approval: { step: number; retrospective: boolean },
  rows: readonly { step: number; retrospective: boolean; state: string }[],
): boolean {
  return !rows.some(
    (row) => row.state === 'waiting' && row.retrospective === approval.retrospective && row.step < approval.step,
  )
}

/** The kinds of approver who still have to decide before it is an approval's turn. */
export function rolesBefore(
  approval: { step: number; retrospective: boolean },
  rows: readonly { role: string; step: number; retrospective: boolean; state: string }[],
): ApproverRole[] {
  const before = rows.filter(
    (row) => row.state === 'waiting' && row.retrospective === approval.retrospective && row.step < approval.step,
  )
  return [...new Set(before.map((row) => row.role as ApproverRole))]
}

/**
 * Whether this person may decide this approval: as somebody named for it; as somebody of the ladder at or above the role
 * asked for (above it, where people are named) whose own limit covers the commitment, unless somebody further up is asked
 * for the same version and answers for the amount; or, for what is clinical, as pharmacist or chief pharmacist. Never
 * whoever raised, submitted or changed the order (OWN_ORDER), and nobody gives two approvals of one version
 * (TWO_APPROVALS): separation of duties, as standing financial instructions ask for. The answer names the role it is
 * decided in; whether it is its turn is `isTurn`.
 */
export function mayDecide(
  actor: Decider,
  order: DecidedOrder,
  approval: AskedOf,
  scheme: ApprovalScheme,
): Result<{ as: ApproverRole }> {
  const { personId } = actor
  const own = personId === null ? null : ownPart(personId, order)
  if (own) return refuse({ code: 'OWN_ORDER', how: own })
  const as = decidesAs(actor, order, approval, scheme)
  if (!as.ok) return as
  if (personId === null) return refuse({ code: 'NOT_YOURS_TO_DECIDE', needs: approval.role })
  const signed = order.given.some((one) => one.decidedBy === personId || one.decidedFor === personId)
  return signed ? refuse({ code: 'TWO_APPROVALS' }) : as
}

/** What a person has to do with an order that keeps them from deciding it; null for nothing. */
export function ownPart(
  personId: string,
  order: Pick<DecidedOrder, 'raisedBy' | 'submittedBy' | 'changers'>,
): 'raised' | 'submitted' | 'changed' | null {
  if (order.raisedBy === personId) return 'raised'
  if (order.submittedBy === personId) return 'submitted'
  return order.changers.includes(personId) ? 'changed' : null
}

/** The role in which somebody decides: the level they are named at, else the lowest of their own that will do. */
function decidesAs(
  { personId, roles }: Decider,
  order: DecidedOrder,
  { role: asked, people = [] }: AskedOf,
  scheme: ApprovalScheme,
): Result<{ as: ApproverRole }> {
  const named = people.length > 0
  const isNamed = personId !== null && people.includes(personId)
  const steps = stepsOf({ role: asked, people: isNamed ? [] : people }).filter((role) => roles.includes(role))
  if (asked === 'pharmacist') {
    const [as] = steps
    return as ? ok({ as }) : refuse({ code: 'NOT_YOURS_TO_DECIDE', needs: asked })
  }
  const total = order.dayTotal
  const answered = order.asked?.some((role) => rankOf(role) > rankOf(asked)) ?? false
  const will = (role: LadderRole) => answered || covers(limitOf(scheme, role), total)
  if (named && isNamed && LADDER.some((role) => roles.includes(role)) && will(asked)) return ok({ as: asked })
  const enough = LADDER.filter((role) => steps.includes(role))
  const as = enough.find(will)
  if (as) return ok({ as })
  const best = enough.at(-1)
  const limit = best ? limitOf(scheme, best) : null
  if (limit === null) return refuse({ code: 'NOT_YOURS_TO_DECIDE', needs: asked })
  return refuse({ code: 'OVER_LIMIT', limit, total })
}

/**
 * The roles that an approval may be decided in, the nearest one first. Where people are named it begins above their
 * level, with the directors themselves where there is nobody above.
 */
function stepsOf({ role, people = [] }: AskedOf): readonly ApproverRole[] {
  const all: readonly ApproverRole[] = role === 'pharmacist' ? CLINICAL : LADDER.slice(LADDER.indexOf(role))
  return people.length > 0 && all.length > 1 ? all.slice(1) : all
}

/**
 * What a role of the ladder may agree to, pence with VAT; null = without limit: the end of the last band that asks for
 * nobody further up.
 */
export function limitOf(scheme: Pick<ApprovalScheme, 'bands'>, role: LadderRole): Pence | null {
  const own = scheme.bands.findLast(({ plan }) => {
    const highest = highestOf(plan)
    return highest === null || rankOf(highest) <= rankOf(role)
  })
  return own ? own.upTo : pence(0)
}

function covers(limit: Pence | null, total: Pence): boolean {
  return limit === null || total <= limit
}

/** Whether a waiting approval can no longer be given: its days are over. One given afterwards is late, never over. */
export function isOver(approval: Pick<AskedApproval, 'retrospective' | 'dueAt'>, now: Date): boolean {
  return !approval.retrospective && approval.dueAt !== null && now >= approval.dueAt
}

/**
 * The people whom an approval comes to: those named for it or of the role asked for who may decide it, or, where none of
 * them may (the only lead raised the order), those of the next role up. Others further up may decide it too, but it does
 * not wait for them.
 */
export function decidersOf<P extends Decider>(
  people: readonly P[],
  order: DecidedOrder,
  approval: AskedOf,
  scheme: ApprovalScheme,
): { role: ApproverRole; people: P[] } {
  const may = (person: P) => mayDecide(person, order, approval, scheme).ok
  const named = people.filter((one) => one.personId !== null && approval.people?.includes(one.personId) && may(one))
  if (named.length > 0) return { role: approval.role, people: named }
  for (const role of stepsOf(approval)) {
    const able = people.filter((person) => person.roles.includes(role) && may(person))
    if (able.length > 0) return { role, people: able }
  }
  return { role: approval.role, people: [] }
}
