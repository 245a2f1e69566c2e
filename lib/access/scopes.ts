import type { Permission } from './permissions.ts'

/**
 * What a token can be narrowed to: the closed list of scopes, each with the permissions it lets through and what it is
 * called where one chooses. A token may do what its person may (roles) and one of its scopes holds, never more. What no
 * scope holds (settings, people, loading files, tokens themselves) cannot be reached by a token at all.
 */
export const SCOPES = {
  'orders:read': { name: 'Read orders, deliveries and their documents', permissions: ['order.view', 'delivery.view'] },
  'orders:write': {
    name: 'Raise, submit, send and cancel orders',
    permissions: ['order.raise', 'order.send', 'order.cancel'],
  },
  'approvals:write': {
    name: 'Approve, return and reject orders',
    permissions: ['approvals.view', 'order.approve', 'order.approve_clinical'],
  },
  'acknowledgements:write': { name: 'Record suppliers’ answers', permissions: ['order.acknowledge'] },
  'receipts:write': { name: 'Book deliveries in', permissions: ['order.receive'] },
  'catalogue:read': { name: 'Read products and packs', permissions: ['catalogue.view'] },
  'contracts:read': { name: 'Read contracts', permissions: ['contract.view'] },
  'prices:read': { name: 'See prices and amounts', permissions: ['price.view', 'price.view_pas'] },
  'stock:read': { name: 'Read stock and usage', permissions: ['stock.view'] },
  'stock:write': { name: 'Record stock counts and usage', permissions: ['stock.count'] },
  'suppliers:read': { name: 'Read suppliers and accounts', permissions: ['supplier.view'] },
  'events:read': { name: 'Follow what happens', permissions: ['event.view'] },
} as const satisfies Record<string, { name: string; permissions: readonly Permission[] }>

/** One thing a token can be narrowed to. */
export type Scope = keyof typeof SCOPES

/** The scopes in the order they are offered. */
export const SCOPE_LIST = Object.keys(SCOPES) as [Scope, ...Scope[]]

/** Whether the text is one of the scopes. */
export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text)
}

/** Whether one of these scopes lets a permission through. */
export function scopesAllow(scopes: readonly Scope[], permission: Permission): boolean {
  return scopes.some((scope) => (SCOPES[scope].permissions as readonly Permission[]).includes(permission))
}
