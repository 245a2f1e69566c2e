import { PERMISSIONS, type Permission } from '#lib/access/permissions.ts'
import type { Role } from '#lib/access/roles.ts'
import { SECOND_FACTOR_NAMES, SECOND_FACTOR_RULES } from '#lib/access/second-factor/must-have.rules.ts'
import type { SiteLimit } from '#lib/access/sites/site.rules.ts'
import { formatCounted } from '#lib/values/format.ts'

/** What binds the trust, or lets a hold pass: nobody is given it by one administrator alone. */
const POWERS: readonly Permission[] = [
  'order.approve',
  'order.approve_clinical',
  'order.approve_unlicensed',
  'order.sign_requisition',
  'scheme.second',
]

/** Whose word is asked, for one thing or another. */
const ASKED: readonly Role[] = ['admin', 'chief']

/** Whether a role approves. */
export function approves(role: Role): boolean {
  return POWERS.some((power) => (PERMISSIONS[power] as readonly Role[]).includes(role))
}

/** Roles with the sites to which they are limited; a role without any counts everywhere. */
export type Held = { roles: readonly Role[]; sites: readonly SiteLimit[] }

/** The approving roles that somebody would come to hold who does not, or at more sites than now. */
export function powerGained(from: Held, to: Held): Role[] {
  return to.roles.filter((role) => approves(role) && (!from.roles.includes(role) || reachesFarther(role, from, to)))
}

/**
 * The roles taken away by which somebody would slip from under what takes two people: the administrator’s, one whose word is
 * asked, and an approving one that nobody else holds. `others`: what everybody else holds.
 */
export function powerLost(from: readonly Role[], to: readonly Role[], others: readonly Role[]): Role[] {
  return from.filter(
    (role) => !to.includes(role) && (ASKED.includes(role) || (approves(role) && !others.includes(role))),
  )
}

function reachesFarther(role: Role, from: Held, to: Held): boolean {
  const [now, later] = [sitesOf(from, role), sitesOf(to, role)]
  if (now.length === 0) return false
  return later.length === 0 || later.some((site) => !now.includes(site))
}

function sitesOf({ sites }: Held, role: Role): string[] {
  return sites.filter((limit) => limit.role === role).map((limit) => limit.siteId)
}

/** The settings that say how people sign in. */
export type SignInRules = {
  secondFactor: (typeof SECOND_FACTOR_RULES)[number]
  session: { idleMinutes: number; hours: number }
  oneTimeHours: number
}

/** A rule as it is and as it is to be, in words. */
export type Weaker = { label: string; from: string; to: string }

/** The rules of signing in that would ask less than they do: fewer second factors, longer sessions, longer one-time passwords. */
export function weakened(from: SignInRules, to: SignInRules): Weaker[] {
  const factor = (one: SignInRules) => SECOND_FACTOR_RULES.indexOf(one.secondFactor)
  const rules: [boolean, Weaker][] = [
    [
      factor(to) < factor(from),
      {
        label: 'Second factor',
        from: SECOND_FACTOR_NAMES[from.secondFactor],
        to: SECOND_FACTOR_NAMES[to.secondFactor],
      },
    ],
    [
      to.session.idleMinutes > from.session.idleMinutes,
      {
        label: 'Signed out without an act',
        from: `After ${formatCounted(from.session.idleMinutes, 'minute')}`,
        to: `After ${formatCounted(to.session.idleMinutes, 'minute')}`,
      },
    ],
    [
      to.session.hours > from.session.hours,
      {
        label: 'Signed out in any case',
        from: `After ${formatCounted(from.session.hours, 'hour')}`,
        to: `After ${formatCounted(to.session.hours, 'hour')}`,
      },
    ],
    [
      to.oneTimeHours > from.oneTimeHours,
      {
        label: 'One-time passwords work for',
        from: formatCounted(from.oneTimeHours, 'hour'),
        to: formatCounted(to.oneTimeHours, 'hour'),
      },
    ],
  ]
  return rules.flatMap(([weaker, words]) => (weaker ? [words] : []))
}

/** How a trust's directory is asked, as far as it decides who gets in. */
export type DirectoryRules = {
  active: boolean
  onlyWay: boolean
  issuer: string
  clientId: string
  idClaim: string
  emailClaim: string
  domains: readonly string[]
}

/**
 * Whether another way of asking the directory lets in by another door: it is switched on or asked differently while it is
 * on, or is the only way no more. Switching it off where passwords count as well narrows.
 */
export function opensDirectory(from: DirectoryRules | null, to: DirectoryRules): boolean {
  if (from?.active && from.onlyWay && !(to.active && to.onlyWay)) return true
  if (!to.active) return false
  return !from?.active || doorOf(from) !== doorOf(to)
}

function doorOf({ issuer, clientId, idClaim, emailClaim, domains }: DirectoryRules): string {
  return JSON.stringify([issuer, clientId, idClaim, emailClaim, [...domains].sort()])
}
