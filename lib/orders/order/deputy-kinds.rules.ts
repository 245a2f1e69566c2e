import type { Reason } from './reason.schema.ts'

/** What somebody can be let decide in another's place, as kinds of reason why an approval is asked. */
export const DEPUTY_KINDS = ['money', 'contract', 'new', 'controlled', 'unlicensed', 'afterwards'] as const

/** A kind of approval that a deputy may be given. */
export type DeputyKind = (typeof DEPUTY_KINDS)[number]

/** What a kind is called where one chooses. */
export const DEPUTY_KIND_NAMES = {
  money: 'Orders over a limit',
  contract: 'Off contract, or dearer than contract',
  new: 'Never bought before, or a new supplier',
  controlled: 'Controlled drugs',
  unlicensed: 'Unlicensed medicines',
  afterwards: 'Emergencies, after they went',
} as const satisfies Record<DeputyKind, string>

const KIND_OF = {
  OVER_LIMIT: 'money',
  DAY_OVER_LIMIT: 'money',
  OFF_CONTRACT: 'contract',
  PRICE_OVER_CONTRACT: 'contract',
  FIRST_PURCHASE: 'new',
  NEW_SUPPLIER: 'new',
  CONTROLLED_DRUG: 'controlled',
  HIGH_COST: 'money',
  EMERGENCY: 'afterwards',
  UNLICENSED: 'unlicensed',
  TREATED_STRICTER: 'controlled',
} as const satisfies Record<Reason['code'], DeputyKind>

/** The kinds that somebody must have been given to decide an approval with these reasons: all of them, none twice. */
export function kindsNeeded(approval: {
  reasons: readonly Pick<Reason, 'code'>[]
  retrospective: boolean
}): DeputyKind[] {
  const kinds: DeputyKind[] = approval.reasons.map((one) => KIND_OF[one.code])
  return [...new Set(approval.retrospective ? [...kinds, 'afterwards' as const] : kinds)]
}
