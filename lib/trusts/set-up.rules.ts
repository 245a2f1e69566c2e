import type { Role } from '#lib/access/roles.ts'

/** What is there: whether the trust has at least one of each, and the roles its people hold between them. */
export type SetUpFacts = {
  kind: 'trust' | 'hub'
  address: boolean
  buyingGroup: boolean
  site: boolean
  store: boolean
  costCentre: boolean
  pack: boolean
  award: boolean
  supplier: boolean
  roles: readonly Role[]
}

/** One step of setting up: what it is, why it matters, where it is done, and whether it is. */
export type SetUpStep = { id: string; label: string; why: string; href: string; done: boolean }

/**
 * The steps of setting up in the order that works best: who we are, where goods go, who works here, what can be bought
 * and from whom. A hub needs people and reference data only.
 */
export function setUpSteps(facts: SetUpFacts): SetUpStep[] {
  const has = (...roles: Role[]) => roles.some((role) => facts.roles.includes(role))
  const load = [
    step('packs', 'Load your products', 'Packs with their dm+d ids and barcodes', '/settings/loads', facts.pack),
    step(
      'contracts',
      'Load your contracts',
      'Awards with prices, in the canonical CSV',
      '/settings/loads',
      facts.award,
    ),
  ]
  if (facts.kind === 'hub') return load
  return [
    step(
      'address',
      'Give the address of the trust',
      'It stands on every purchase order',
      '/settings/organisation',
      facts.address,
    ),
    step(
      'buyingGroup',
      'Choose the buying group',
      'It decides which contract prices are yours',
      '/settings/organisation',
      facts.buyingGroup,
    ),
    step('site', 'Add a site', 'Where suppliers deliver', '/settings/sites/new', facts.site),
    step('store', 'Add a store', 'What an order is raised for', '/settings/stores/new', facts.store),
    step('costCentre', 'Add a cost centre', 'What an order is booked to', '/settings/cost-centres', facts.costCentre),
    step(
      'buyer',
      'Add a procurement technician',
      'Somebody who raises orders',
      '/settings/people/new',
      has('technician'),
    ),
    step(
      'approver',
      'Add a procurement lead',
      'Somebody who approves what others raise',
      '/settings/people/new',
      has('lead', 'chief'),
    ),
    step(
      'pharmacist',
      'Add a pharmacist',
      'Controlled drugs and unlicensed medicines need one',
      '/settings/people/new',
      has('pharmacist', 'chief'),
    ),
    step(
      'goodsIn',
      'Add somebody for goods-in',
      'Who raised an order may not book it in',
      '/settings/people/new',
      has('stores'),
    ),
    ...load,
    step(
      'supplier',
      'Say how to reach a supplier',
      'An e-mail address for orders, or phone or portal',
      '/suppliers',
      facts.supplier,
    ),
  ]
}

function step(id: string, label: string, why: string, href: string, done: boolean): SetUpStep {
  return { id, label, why, href, done }
}
