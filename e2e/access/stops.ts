import { mayAny } from '#lib/access/permissions.ts'
import { REGISTRY } from '#lib/access/registry.ts'
import type { Role } from '#lib/access/roles.ts'
import { type Facts, factsOf } from './facts.ts'
import { PAGE_SAMPLES, type Sample } from './samples.ts'

const samples: Record<string, Sample> = PAGE_SAMPLES

/** A page to look at: its name in the gallery, its address, the status it answers with. */
export type Stop = { id: string; address: string; status: number }

/** Further addresses worth a look, where a page says other things of other records. */
const MORE: Partial<Record<Role, (of: Facts) => Record<string, string>>> = {
  technician: (of) => ({
    'orderPage-waiting': `/orders/${of.waiting}`,
    'orderPage-closed': `/orders/${of.closed}`,
    'orderPage-controlled': `/orders/${of.controlled}`,
    'sendOrder-unlicensed': `/orders/${of.unlicensed}/send`,
    'orders-none': '/orders?q=nothing+of+the+kind',
    'search-none': '/search?q=nothing+of+the+kind',
    'search-one': '/search',
    'orderPads-one': '/orders/new',
    'refused-403': '/audit',
    'nothing-404': '/nothing/of/the/kind',
    'order-404': '/orders/RZZ-PH-26-999999-9',
  }),
  pharmacist: (of) => ({
    'sendOrder-controlled': `/orders/${of.controlled}/send`,
    'sendOrder-unlicensed': `/orders/${of.unlicensed}/send`,
    'approveOrder-controlled': `/orders/${of.controlled}/approve`,
    'severalApprovals-one': `/approvals/several?order=${of.forPharmacist}`,
  }),
  lead: (of) => ({
    'severalApprovals-one': `/approvals/several?order=${of.forLead}`,
  }),
  chief: (of) => ({
    'severalApprovals-two': `/approvals/several?order=${of.waiting}/1/chief`,
  }),
  stores: () => ({ 'deliveries-none': '/deliveries?q=nothing+of+the+kind' }),
  admin: (of) => ({ 'load-staged': `/settings/loads/${of.stage}` }),
}

/** The pages a role may see, each at its sample's address; one without sample is a fault. */
export function stopsOf(role: Role, facts: Facts): Stop[] {
  const mine = factsOf(role, facts)
  const seen = Object.entries(REGISTRY.pages).filter(([id, { permission }]) => {
    if (!mayAny({ roles: [role] }, permission)) return false
    return role === 'hub' || samples[id]?.of !== 'region'
  })
  return seen.map(([id]) => {
    const sample = samples[id]
    if (!sample) throw new Error(`${id} has no sample address`)
    return { id, address: sample.at(mine), status: 200 }
  })
}

/** Further stops of a role. */
export function moreOf(role: Role, facts: Facts): Stop[] {
  return Object.entries(MORE[role]?.(facts) ?? {}).map(([id, address]) => {
    return { id, address, status: Number(/-(40\d)$/.exec(id)?.[1] ?? 200) }
  })
}
