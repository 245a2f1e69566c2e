import type { Role } from '#lib/access/roles.ts'
import { rolesAt, type SiteLimit } from '#lib/access/sites/site.rules.ts'
import type { Refusal } from '#lib/refusal.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Pence } from '#lib/values/money.ts'
import { type AskedApproval, type DecidedOrder, type Decider, decidersOf, mayDecide, ownPart } from './decide.rules.ts'
import { type DeputyKind, kindsNeeded } from './deputy-kinds.rules.ts'
import { CLINICAL } from './plan.rules.ts'
import type { Reason } from './reason.schema.ts'
import { type ApprovalScheme, type ApproverRole, LADDER } from './scheme.schema.ts'

/**
 * Somebody is away, or somebody else decides in their place, or both. Consented to and not ended; `until` is the first
 * moment at which it holds no more. `most`: pence with VAT, null = as far as the person's own power goes.
 */
export type StandIn = {
  id: string
  forPerson: string
  /** Null: away, and nobody decides in their place. */
  deputy: string | null
  away: boolean
  from: Date
  until: Date
  most: Pence | null
  kinds: readonly DeputyKind[]
}

/** Who is there to decide at a moment: everybody with the roles they have now, and who stands in for whom. */
export type Present<P extends Decider = Decider> = { people: readonly P[]; standIns: readonly StandIn[]; now: Date }

/** The same for what is decided at a site: a role that is limited to other sites does not count there. */
export function presentAtSite<P extends Decider>(
  present: Present<P>,
  limits: ReadonlyMap<string, readonly SiteLimit[]>,
  siteId: string,
): Present<P> {
  if (limits.size === 0) return present
  const people = present.people.map((one) => {
    return { ...one, roles: rolesAt(one.roles, limits.get(one.personId ?? '') ?? [], siteId) }
  })
  return { ...present, people }
}

/** An approval as far as a deputy's scope looks at it. */
export type ScopedApproval = Pick<AskedApproval, 'role' | 'people' | 'retrospective'> & {
  reasons: readonly Pick<Reason, 'code'>[]
}

/** In which role somebody decides, and in whose place; null = in their own right. */
export type Deciding = { as: ApproverRole; standIn: StandIn | null }

/** Whether a stand-in holds at a moment: from its first to before its last. */
export function holdsAt({ from, until }: Pick<StandIn, 'from' | 'until'>, now: Date): boolean {
  return from <= now && now < until
}

/**
 * Whether somebody may decide this approval in their own right (`mayDecide`), or, where not, in the place of somebody
 * they stand in for at this moment. In another's place: never more than that person may decide at this moment, within
 * what was handed over (kinds, amount), never an order that either of the two has a part in, and no name twice under
 * one version. What somebody has as a deputy they cannot hand on: only the person's own roles count.
 */
export function mayDecideNow(
  actor: Decider,
  present: Present,
  order: DecidedOrder,
  approval: ScopedApproval,
  scheme: ApprovalScheme,
): Result<Deciding> {
  const own = mayDecide(actor, order, approval, scheme)
  if (own.ok) return ok({ as: own.value.as, standIn: null })
  if (own.refusal.code === 'OWN_ORDER' || own.refusal.code === 'TWO_APPROVALS') return own
  let nearest: Refusal = own.refusal
  for (const standIn of present.standIns) {
    if (standIn.deputy !== actor.personId || actor.personId === null || !holdsAt(standIn, present.now)) continue
    const inPlace = mayDecideFor(actor, standIn, present, order, approval, scheme)
    if (inPlace.ok) return inPlace
    nearest = inPlace.refusal
  }
  return refuse(nearest)
}

/** The same for one stand-in that holds at this moment. */
function mayDecideFor(
  actor: Decider,
  standIn: StandIn,
  { people }: Present,
  order: DecidedOrder,
  approval: ScopedApproval,
  scheme: ApprovalScheme,
): Result<Deciding> {
  const { deputy, forPerson, most, kinds } = standIn
  const person = people.find((one) => one.personId === forPerson)
  const needs = refuse({ code: 'NOT_YOURS_TO_DECIDE', needs: approval.role } as const)
  if (!person || deputy === null || deputy !== actor.personId || !mayStandIn(actor.roles, approval.role)) return needs
  const own = ownPart(deputy, order)
  if (own) return refuse({ code: 'OWN_ORDER', how: own })
  const theirs = ownPart(forPerson, order)
  if (theirs) return refuse({ code: 'DEPUTY_OF_OWNER', how: theirs })
  if (order.given.some((one) => namesOf(one).some((name) => name === deputy || name === forPerson))) {
    return refuse({ code: 'TWO_APPROVALS' })
  }
  if (kindsNeeded(approval).some((kind) => !kinds.includes(kind))) return refuse({ code: 'NOT_HANDED_OVER' })
  if (approval.role !== 'pharmacist' && most !== null && order.dayTotal > most) {
    return refuse({ code: 'OVER_LIMIT', limit: most, total: order.dayTotal })
  }
  const decision = mayDecide(person, order, approval, scheme)
  return decision.ok ? ok({ as: decision.value.as, standIn }) : decision
}

/** Everybody whose name stands under an approval: who decided it, and in whose place. */
function namesOf(given: DecidedOrder['given'][number]): string[] {
  return [given.decidedBy, given.decidedFor ?? null].filter((name) => name !== null)
}

/** Whether somebody with these roles may be a deputy for this kind of approver at all: a pharmacist for what is clinical, somebody of the ladder for money. */
export function mayStandIn(roles: readonly Role[], asked: ApproverRole): boolean {
  const able: readonly Role[] = asked === 'pharmacist' ? CLINICAL : LADDER
  return roles.some((role) => able.includes(role))
}

/** One of those an approval comes to, and in whose place where it is not for themselves. */
export type Whom<P> = { person: P; inPlaceOf: P | null }

/** Whom an approval comes to, and where it went from those who are away. */
export type ComesTo<P> = { role: ApproverRole; whom: Whom<P>[]; away: { person: P; to: P[] }[] }

/**
 * The people whom an approval comes to: those of `decidersOf`, and their deputies. From somebody who is away it goes to
 * their deputies alone; where those who are away have none who may decide it, to the next role up that is there, and
 * where nobody else may, it stays with those who are away.
 */
export function comesTo<P extends Decider>(
  present: Present<P>,
  order: DecidedOrder,
  approval: ScopedApproval,
  scheme: ApprovalScheme,
): ComesTo<P> {
  const { people, standIns, now } = present
  const first = decidersOf(people, order, approval, scheme)
  const running = standIns.filter((one) => holdsAt(one, now))
  const isAway = (person: Decider) => running.some((one) => one.away && one.forPerson === person.personId)
  const deputiesOf = (person: P): P[] =>
    running
      .filter((one) => one.forPerson === person.personId)
      .flatMap((one) => people.find((other) => other.personId === one.deputy) ?? [])
      .filter((deputy) => !isAway(deputy) && mayDecideNow(deputy, present, order, approval, scheme).ok)
  const whom: Whom<P>[] = first.people
    .filter((person) => !isAway(person))
    .map((person) => ({ person, inPlaceOf: null }))
  for (const inPlaceOf of first.people)
    for (const person of deputiesOf(inPlaceOf))
      if (!whom.some((one) => one.person.personId === person.personId)) whom.push({ person, inPlaceOf })
  const gone = first.people.filter(isAway)
  if (whom.length > 0 || gone.length === 0) return { role: first.role, whom, away: gone.map(to(deputiesOf)) }
  const further = decidersOf(
    people.filter((person) => !isAway(person)),
    order,
    approval,
    scheme,
  )
  if (further.people.length === 0) {
    return { role: first.role, whom: gone.map((person) => ({ person, inPlaceOf: null })), away: [] }
  }
  return {
    role: further.role,
    whom: further.people.map((person) => ({ person, inPlaceOf: null })),
    away: gone.map(to(() => further.people)),
  }
}

function to<P>(find: (person: P) => P[]): (person: P) => { person: P; to: P[] } {
  return (person) => ({ person, to: find(person) })
}
