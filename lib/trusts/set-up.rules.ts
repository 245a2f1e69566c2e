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
  /** The trust chose of whom a second factor is asked, were it nobody; or its directory, which asks its own, is the only way in. */
  secondFactor: boolean
}

/** The parts of setting up, in the order that works best. */
export const SET_UP_STAGES = {
  trust: 'Who you are',
  places: 'Where goods go and who pays',
  buying: 'What you buy and from whom',
  people: 'Who works here',
} as const

/** One step of setting up: its part, what it is, why it matters, where it is done, and whether it is. */
export type SetUpStep = {
  id: string
  stage: keyof typeof SET_UP_STAGES
  label: string
  why: string
  href: string
  done: boolean
}

/**
 * The steps of setting up in the order that works best: who we are, where goods go, what can be bought and from whom,
 * who works here. A hub needs reference data only.
 */
export function setUpSteps(facts: SetUpFacts): SetUpStep[] {
  if (facts.kind === 'hub') return loads(facts)
  return [
    step(
      'trust',
      'address',
      'Name the trust',
      'Name, ODS code and address stand on every purchase order',
      '/settings/organisation',
      facts.address,
    ),
    step(
      'trust',
      'buyingGroup',
      'Choose the buying group',
      'It decides which contract prices are yours',
      '/settings/organisation#groups',
      facts.buyingGroup,
    ),
    step('places', 'site', 'Add a site', 'Where suppliers deliver', '/settings/sites/new', facts.site),
    step('places', 'store', 'Add a store', 'What an order is raised for', '/settings/stores/new', facts.store),
    step(
      'places',
      'costCentre',
      'Add a cost centre',
      'What an order is booked to',
      '/settings/cost-centres#add',
      facts.costCentre,
    ),
    ...loads(facts),
    step(
      'buying',
      'supplier',
      'Say how to reach your suppliers',
      facts.award
        ? 'An e-mail address for orders, or phone or website'
        : 'They come with the contracts; each then needs an account',
      '/suppliers?view=none',
      facts.supplier,
    ),
    ...people(facts.roles),
    step(
      'people',
      'secondFactor',
      'Choose who shows a second factor',
      'Approvers, everybody, or your directory asks it. Without one a stolen password is enough to approve',
      '/settings/rules#second-factor',
      facts.secondFactor,
    ),
  ]
}

function loads(facts: SetUpFacts): SetUpStep[] {
  const href = (kind: 'packs' | 'contracts') => `/settings/loads/new?kind=${kind}`
  return [
    step('buying', 'packs', 'Load your products', 'Packs with their dm+d ids and barcodes', href('packs'), facts.pack),
    step(
      'buying',
      'contracts',
      'Load your contracts',
      'Who was awarded which pack at what price',
      href('contracts'),
      facts.award,
    ),
  ]
}

function people(held: readonly Role[]): SetUpStep[] {
  const needed: readonly [id: string, role: Role, label: string, why: string, ...also: Role[]][] = [
    ['buyer', 'technician', 'Add a procurement technician', 'They raise orders'],
    ['approver', 'lead', 'Add a procurement lead', 'They approve what others raise'],
    ['pharmacist', 'pharmacist', 'Add a pharmacist', 'Controlled drugs and unlicensed medicines need one', 'chief'],
    ['goodsIn', 'stores', 'Add somebody for goods-in', 'Who raised an order may not book it in'],
    ['chief', 'chief', 'Add a chief pharmacist', 'Orders beyond the lead’s limit wait for them'],
    ['director', 'director', 'Add a director of finance', 'The largest orders wait for them'],
  ]
  return needed.map(([id, role, label, why, ...also]) =>
    step(
      'people',
      id,
      label,
      why,
      `/settings/people/new?role=${role}`,
      [role, ...also].some((one) => held.includes(one)),
    ),
  )
}

function step(
  stage: SetUpStep['stage'],
  id: string,
  label: string,
  why: string,
  href: string,
  done: boolean,
): SetUpStep {
  return { id, stage, label, why, href, done }
}

/** The first step that is not done; null once all are. */
export function nextStep(steps: readonly SetUpStep[]): SetUpStep | null {
  return steps.find((step) => !step.done) ?? null
}
