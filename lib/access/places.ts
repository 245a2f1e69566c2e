import type { Actor } from './actor.ts'
import { mayAny, type Permission } from './permissions.ts'

/** Places of the navigation where work can wait; how much is asked by `navCounts`. */
export type CountedPlace = 'approvals' | 'orders' | 'deliveries' | 'contracts'

type PlaceRule = { href: string; label: string; permission: Permission | readonly Permission[]; counts?: CountedPlace }

/** In the order of the day: what needs me, what I decide, what is under way, what comes, and what all of it rests on. */
const PLACES: readonly PlaceRule[] = [
  { href: '/', label: 'Today', permission: 'today.view' },
  { href: '/approvals', label: 'Approvals', permission: 'approvals.view', counts: 'approvals' },
  { href: '/orders', label: 'Orders', permission: 'order.view', counts: 'orders' },
  { href: '/deliveries', label: 'Deliveries', permission: 'delivery.view', counts: 'deliveries' },
  { href: '/catalogue', label: 'Catalogue', permission: 'catalogue.view' },
  { href: '/contracts', label: 'Contracts', permission: 'contract.view', counts: 'contracts' },
  { href: '/suppliers', label: 'Suppliers', permission: ['supplier.view', 'contract.load'] },
  { href: '/audit', label: 'Audit', permission: 'audit.view' },
  { href: '/settings', label: 'Settings', permission: 'own.settings' },
]

/** The places this actor may open, with how much waits at each. */
export function placesFor(
  actor: Actor,
  counts: Partial<Record<CountedPlace, number>> = {},
): { href: string; label: string; count?: number }[] {
  return PLACES.filter(({ permission }) => mayAny(actor, [permission].flat())).map(({ href, label, counts: what }) => {
    const count = what ? counts[what] : undefined
    return count === undefined ? { href, label } : { href, label, count }
  })
}
