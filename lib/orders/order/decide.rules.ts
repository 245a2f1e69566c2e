import type { Role } from '#lib/access/roles.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { type ApprovalScheme, type ApproverRole, LADDER, type LadderRole } from './scheme.schema.ts'

/** Who would decide: a person of the trust with their roles there. */
export type Decider = { personId: string | null; roles: readonly Role[] }

/** What the decision needs to know of the order, as it was submitted. */
export type DecidedOrder = {
  raisedBy: string
  submittedBy: string | null
  /** Everybody who changed its content. */
  changers: readonly string[]
  /** Pence with VAT: this order and the others of its supplier and day. */
  dayTotal: Pence
  /** The approvals of the same version that were given already: by whom, and in whose place. */
  given: readonly { role: ApproverRole; decidedBy: string | null; decidedFor?: string | null }[]
}

/** The approval that is asked for. */
export type AskedApproval = { role: ApproverRole; retrospective: boolean; dueAt: Date | null }

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
  }
}

/** Roles that may agree to what is clinical, the nearest one first. */
const CLINICAL = ['pharmacist', 'chief'] as const satisfies readonly Role[]

/**
 * Whether this person may decide this approval: as somebody of the ladder at or above the role asked for whose own
 * limit covers the supplier's day, or, for what is clinical, as pharmacist or chief pharmacist. Never whoever raised,
 * submitted or changed the order (OWN_ORDER), and nobody gives two different approvals of one version (TWO_APPROVALS):
 * separation of duties, as standing financial instructions ask for. The answer names the role it is decided in.
 */
export function mayDecide(
  actor: Decider,
  order: DecidedOrder,
  approval: Pick<AskedApproval, 'role'>,
  scheme: ApprovalScheme,
): Result<{ as: ApproverRole }> {
  const { personId } = actor
  const own = personId === null ? null : ownPart(personId, order)
  if (own) return refuse({ code: 'OWN_ORDER', how: own })
  const as = decidesAs(actor.roles, order.dayTotal, approval.role, scheme)
  if (!as.ok) return as
  if (personId === null) return refuse({ code: 'NOT_YOURS_TO_DECIDE', needs: approval.role })
  const signed = order.given.filter((one) => one.decidedBy === personId || one.decidedFor === personId)
  if (signed.some((one) => one.role !== approval.role)) {
    return refuse({ code: 'TWO_APPROVALS' })
  }
  return as
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

/** The role in which somebody with these roles decides: the lowest of theirs that will do. */
function decidesAs(
  roles: readonly Role[],
  total: Pence,
  asked: ApproverRole,
  scheme: ApprovalScheme,
): Result<{ as: ApproverRole }> {
  if (asked === 'pharmacist') {
    const as = CLINICAL.find((role) => roles.includes(role))
    return as ? ok({ as }) : refuse({ code: 'NOT_YOURS_TO_DECIDE', needs: asked })
  }
  const enough = LADDER.slice(LADDER.indexOf(asked)).filter((role) => roles.includes(role))
  const as = enough.find((role) => covers(limitOf(scheme, role), total))
  if (as) return ok({ as })
  const best = enough.at(-1)
  const limit = best ? limitOf(scheme, best) : null
  if (limit === null) return refuse({ code: 'NOT_YOURS_TO_DECIDE', needs: asked })
  return refuse({ code: 'OVER_LIMIT', limit, total })
}

/** What a role of the ladder may agree to, pence with VAT; null = without limit. */
export function limitOf(scheme: ApprovalScheme, role: LadderRole): Pence | null {
  return role === 'director' ? null : scheme.limits[role]
}

function covers(limit: Pence | null, total: Pence): boolean {
  return limit === null || total <= limit
}

/** Whether a waiting approval can no longer be given: its days are over. One given afterwards is late, never over. */
export function isOver(approval: Pick<AskedApproval, 'retrospective' | 'dueAt'>, now: Date): boolean {
  return !approval.retrospective && approval.dueAt !== null && now >= approval.dueAt
}

/**
 * The people whom an approval comes to: those of the role asked for who may decide it, or, where it has none (the only
 * lead raised the order), those of the next role up. Others further up may decide it too, but it does not wait for them.
 */
export function decidersOf<P extends Decider>(
  people: readonly P[],
  order: DecidedOrder,
  approval: Pick<AskedApproval, 'role'>,
  scheme: ApprovalScheme,
): { role: ApproverRole; people: P[] } {
  const steps: readonly ApproverRole[] =
    approval.role === 'pharmacist' ? CLINICAL : LADDER.slice(LADDER.indexOf(approval.role))
  for (const role of steps) {
    const able = people.filter((person) => {
      const decision = person.roles.includes(role) ? mayDecide(person, order, approval, scheme) : null
      return decision?.ok
    })
    if (able.length > 0) return { role, people: able }
  }
  return { role: approval.role, people: [] }
}
