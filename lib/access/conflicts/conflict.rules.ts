import { ROLES, type Role } from '#lib/access/roles.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'

/** A duty of the trade that another one must keep an eye on. */
export type Duty = 'raise' | 'cover' | 'approve' | 'sign' | 'receive' | 'match' | 'prices'

/** What a duty is called on screen. */
export const DUTY_NAMES = {
  raise: 'raising orders',
  cover: 'raising orders besides',
  approve: 'approving them',
  sign: 'signing for controlled drugs',
  receive: 'booking goods in',
  match: 'matching invoices',
  prices: 'maintaining prices',
} as const satisfies Record<Duty, string>

/**
 * What each role is there for. What a role may besides (a technician helps out at goods-in) is held apart order by order:
 * nobody approves, signs for or books in what they raised. That a lead raises orders counts beside a pharmacist's signature
 * only: together they would order controlled drugs and sign for them. Giving out roles and auditing mix with nothing at all,
 * by `rolesMayMeet`.
 */
export const DUTIES = {
  technician: ['raise'],
  pharmacist: ['approve', 'sign'],
  stores: ['receive'],
  lead: ['approve', 'prices', 'cover'],
  chief: ['approve'],
  director: ['approve'],
  finance: ['match'],
  auditor: [],
  admin: [],
  hub: [],
} as const satisfies Record<Role, readonly Duty[]>

/**
 * Duties that do not meet in one person: whoever orders must not be who agrees, who receives or who has it paid (standing
 * financial instructions of NHS trusts; NHS Tayside: whoever generates the order neither receives nor reconciles it).
 */
export const CONFLICTING_DUTIES: readonly (readonly [Duty, Duty])[] = [
  ['raise', 'approve'],
  ['raise', 'receive'],
  ['raise', 'match'],
  ['raise', 'prices'],
  ['cover', 'sign'],
  ['approve', 'receive'],
  ['approve', 'match'],
  ['receive', 'match'],
  ['receive', 'prices'],
  ['match', 'prices'],
]

/** Two roles that do not go together, in the order of the list of roles, with the duties that clash. */
export type Conflict = { roles: readonly [Role, Role]; duties: readonly [Duty, Duty] }

/** The longest that an exception may last, in days. */
export const LONGEST_EXCEPTION_DAYS = 366

/** The first clash between two roles, or null. */
export function clash(one: Role, other: Role): readonly [Duty, Duty] | null {
  const [mine, theirs]: [readonly Duty[], readonly Duty[]] = [DUTIES[one], DUTIES[other]]
  for (const [first, second] of CONFLICTING_DUTIES) {
    if (mine.includes(first) && theirs.includes(second)) return [first, second]
    if (mine.includes(second) && theirs.includes(first)) return [first, second]
  }
  return null
}

/** Every pair of these roles that does not go together. */
export function conflictsOf(roles: readonly Role[]): Conflict[] {
  const held = ROLES.filter((role) => roles.includes(role))
  return held.flatMap((one, index) =>
    held.slice(index + 1).flatMap((other): Conflict[] => {
      const duties = clash(one, other)
      return duties ? [{ roles: [one, other], duties }] : []
    }),
  )
}

/** All pairs that there are, for who wants to read them. */
export const ALL_CONFLICTS: readonly Conflict[] = conflictsOf(ROLES)

/** An exception in force: the newer role beside the one it does not go with. */
export type InForce = { role: Role; beside: Role; until: LocalDate }

/** The pairs of these roles that no exception covers on a day. */
export function uncovered(roles: readonly Role[], exceptions: readonly InForce[], on: LocalDate): Conflict[] {
  return conflictsOf(roles).filter(({ roles: pair }) => {
    return !exceptions.some(({ role, beside, until }) => {
      return until >= on && pair.includes(role) && pair.includes(beside)
    })
  })
}

/**
 * For each pair, which of the two is withdrawn when its exception is over: the one that is new; of two new ones, the one
 * further down the list of roles, which has the farther reach. A pair that has an exception already keeps what it says.
 */
export function withdrawnLater(
  conflict: Conflict,
  held: readonly Role[],
  inForce: readonly Pick<InForce, 'role' | 'beside'>[] = [],
): { role: Role; beside: Role } {
  const said = inForce.find(({ role, beside }) => conflict.roles.includes(role) && conflict.roles.includes(beside))
  if (said) return { role: said.role, beside: said.beside }
  const [one, other] = conflict.roles
  return held.includes(other) && !held.includes(one) ? { role: one, beside: other } : { role: other, beside: one }
}

/** Whether a day may be the last one of an exception that is asked for today. */
export function mayLastUntil(until: LocalDate, today: LocalDate): boolean {
  return until > today && until <= addDays(today, LONGEST_EXCEPTION_DAYS)
}

/** The roles that are left once those of exceptions that are over are taken away. */
export function rolesAfter(held: readonly Role[], over: readonly Pick<InForce, 'role'>[]): Role[] {
  return held.filter((role) => !over.some((one) => one.role === role))
}
