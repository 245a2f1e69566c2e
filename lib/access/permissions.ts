import type { Role } from './roles.ts'
import { type Scope, scopesAllow } from './scopes.ts'

/**
 * Who may do what: role × permission as data, asked first in every command and query; buttons ask the same function.
 * Duties that need the record (own order, limit, raiser is not receiver) are rules, not permissions.
 * Defaults after the role matrix of NHS procurement practice: the buyer does not approve, goods-in sees no price,
 * contract files are loaded by the hub, the trust's lead or administrator and agreed to by a second person, the auditor reads everything and changes nothing.
 */
export const PERMISSIONS = {
  'today.view': [
    'technician',
    'pharmacist',
    'stores',
    'lead',
    'chief',
    'director',
    'finance',
    'auditor',
    'admin',
    'hub',
  ],
  'order.view': ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'director', 'finance', 'auditor'],
  'order.raise': ['technician', 'lead'],
  'order.approve': ['lead', 'chief', 'director'],
  'order.approve_clinical': ['pharmacist', 'chief'],
  'order.sign_requisition': ['pharmacist', 'chief'],
  'order.approve_unlicensed': ['pharmacist', 'chief'],
  'order.send': ['technician', 'lead'],
  'order.acknowledge': ['technician', 'lead'],
  'order.receive': ['stores', 'technician', 'pharmacist'],
  'order.reverse_receipt': ['stores', 'lead'],
  'order.decide_over_delivery': ['technician', 'pharmacist', 'lead', 'chief', 'director'],
  'order.decide_quarantine': ['pharmacist', 'chief'],
  'order.cancel': ['technician', 'lead'],
  'order.close': ['technician', 'lead'],
  'approvals.view': ['lead', 'chief', 'director', 'pharmacist', 'auditor'],
  'delivery.view': ['stores', 'technician', 'pharmacist', 'lead', 'chief', 'director', 'auditor'],
  'price.view': ['technician', 'pharmacist', 'lead', 'chief', 'director', 'finance', 'auditor', 'admin', 'hub'],
  'price.view_pas': ['lead', 'chief', 'director', 'finance', 'auditor'],
  'price.edit': ['lead', 'admin'],
  'catalogue.view': ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'director', 'auditor', 'admin', 'hub'],
  'catalogue.load': ['admin', 'hub'],
  'code.edit': ['technician', 'lead', 'admin'],
  'formulary.edit': ['pharmacist', 'chief', 'admin'],
  'dictionary.load': ['admin', 'hub'],
  'contract.view': ['technician', 'pharmacist', 'lead', 'chief', 'director', 'finance', 'auditor', 'admin', 'hub'],
  'contract.load': ['lead', 'admin', 'hub'],
  'contract.approve': ['lead', 'chief', 'hub'],
  'supplier.view': ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'finance', 'auditor', 'admin'],
  'supplier.edit': ['lead', 'admin'],
  'supplier.agree_address': ['lead', 'chief', 'admin'],
  'stock.view': ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'auditor'],
  'stock.count': ['stores', 'technician'],
  'audit.view': ['auditor', 'chief'],
  'settings.view': ['lead', 'chief', 'auditor', 'admin'],
  'settings.edit': ['admin'],
  'rules.view': ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'director', 'finance', 'auditor', 'admin'],
  'scheme.view': ['lead', 'chief', 'director', 'finance', 'auditor', 'admin'],
  'scheme.propose': ['lead', 'chief', 'admin'],
  'scheme.second': ['chief', 'director'],
  'sample.view': ['lead', 'chief', 'director', 'auditor'],
  'sample.check': ['lead', 'auditor'],
  'people.view': ['admin', 'auditor'],
  'people.edit': ['admin'],
  'people.consent': ['admin', 'chief'],
  'review.run': ['admin', 'auditor'],
  'outgoing.view': ['technician', 'lead', 'admin', 'auditor'],
  'event.view': ['technician', 'pharmacist', 'stores', 'lead', 'chief', 'director', 'finance', 'auditor'],
  'token.manage': ['admin'],
  'webhook.view': ['admin', 'auditor'],
  'webhook.edit': ['admin'],
  'own.settings': [
    'technician',
    'pharmacist',
    'stores',
    'lead',
    'chief',
    'director',
    'finance',
    'auditor',
    'admin',
    'hub',
  ],
  'help.view': [
    'technician',
    'pharmacist',
    'stores',
    'lead',
    'chief',
    'director',
    'finance',
    'auditor',
    'admin',
    'hub',
  ],
} as const satisfies Record<string, readonly Role[]>

/** One thing that can be allowed. */
export type Permission = keyof typeof PERMISSIONS

/** Who is asked about: roles, and the scopes of a token where one acts for a person. */
export type Asker = { roles: readonly Role[]; system?: boolean; scopes?: readonly Scope[] }

/**
 * Whether somebody with these roles may do this. Tincture itself (`system`) may do everything a job needs; a token may
 * what its person may and one of its scopes holds.
 */
export function may(who: Asker, permission: Permission): boolean {
  if (who.scopes && !scopesAllow(who.scopes, permission)) return false
  if (who.system) return true
  const allowed: readonly Role[] = PERMISSIONS[permission]
  return who.roles.some((role) => allowed.includes(role))
}

/** Whether somebody may do any one of these. */
export function mayAny(who: Asker, permissions: readonly Permission[]): boolean {
  return permissions.some((one) => may(who, one))
}
