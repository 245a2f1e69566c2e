import { Checkboxes } from '#components/ui/choices.tsx'
import { rolesOf } from '#lib/access/roles.rules.ts'
import { ROLE_NAMES, ROLES, type Role } from '#lib/access/roles.ts'

/** What each role does, beside its box. */
const ROLE_HINTS = {
  technician: 'Raises orders, deals with replies, chases deliveries',
  pharmacist: 'Agrees to controlled drugs and unlicensed medicines, signs requisitions',
  stores: 'Books goods in; sees no prices',
  lead: 'Approves what others raise; raises, too',
  chief: 'Approves what is beyond the lead',
  director: 'Approves what is beyond the chief pharmacist',
  finance: 'Looks at orders, receipts and prices',
  auditor: 'Looks at everything and changes nothing; holds no other role',
  admin: 'Sets the trust up and gives out roles; neither buys nor approves',
  hub: 'Loads contracts for every trust of the region',
} as const satisfies Record<Role, string>

/** The roles that can be given out here, as boxes to tick. */
export function RoleBoxes({
  kind,
  held,
  labelHidden,
}: {
  kind: 'trust' | 'hub'
  held?: readonly Role[]
  labelHidden?: boolean
}) {
  const options = rolesOf(kind, ROLES).map((role) => ({ value: role, label: ROLE_NAMES[role], hint: ROLE_HINTS[role] }))
  return <Checkboxes name="roles" label="Roles" labelHidden={labelHidden} options={options} defaultValues={held} />
}
