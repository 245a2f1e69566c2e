import { mayAny, type Permission } from '../permissions.ts'
import type { Role } from '../roles.ts'

/** Of whom a trust asks a second factor: nobody, those who approve and administer, everybody. */
export const SECOND_FACTOR_RULES = ['off', 'approvers', 'everybody'] as const

/** One of them. */
export type SecondFactorRule = (typeof SECOND_FACTOR_RULES)[number]

/** What each is called on screen. */
export const SECOND_FACTOR_NAMES = {
  off: 'Nobody must; everybody may',
  approvers: 'Whoever approves orders or administers',
  everybody: 'Everybody',
} as const satisfies Record<SecondFactorRule, string>

/** What choosing each means for the trust. */
export const SECOND_FACTOR_MEANS = {
  off: 'Who knows a password can approve with it. Choose this where your own directory is the only way in and asks for a second factor itself',
  approvers:
    'A stolen password neither approves an order nor changes the trust. Whoever orders or books in signs in as now',
  everybody:
    'A stolen password opens nothing. Whoever orders or books in needs a phone or their recovery codes as well',
} as const satisfies Record<SecondFactorRule, string>

/** What approving and administering comes to. */
const WEIGHTY: readonly Permission[] = [
  'order.approve',
  'order.approve_clinical',
  'order.sign_requisition',
  'order.approve_unlicensed',
  'settings.edit',
  'people.edit',
  'contract.load',
  'contract.approve',
]

/** Whether somebody with these roles must show a second factor. A rule that nobody knows asks it of everybody. */
export function mustShowSecond(rule: string, roles: readonly Role[]): boolean {
  if (rule === 'off') return false
  return rule !== 'approvers' || mayAny({ roles }, WEIGHTY)
}

/** What stands between a person whose password was right and a session in a trust. */
export type NextStage = 'open' | 'code' | 'set-up' | 'directory'

/**
 * What comes next at a trust's door, after the password: its own directory where that is the only way (an administrator
 * may come by password when the directory is down), a code where one is set up, setting it up where the trust wants it.
 */
export function nextStage(door: {
  onlyDirectory: boolean
  rule: string
  roles: readonly Role[]
  hasFactor: boolean
  shown: boolean
}): NextStage {
  if (door.onlyDirectory && !door.roles.includes('admin')) return 'directory'
  if (door.shown) return 'open'
  if (door.hasFactor) return 'code'
  return mustShowSecond(door.rule, door.roles) ? 'set-up' : 'open'
}
