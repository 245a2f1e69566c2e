import { ROLE_NAMES, type Role } from '#lib/access/roles.ts'
import { type Conflict, DUTY_NAMES } from './conflict.rules.ts'

/** "Procurement technician and Procurement lead". */
export function pairWords([one, other]: readonly [Role, Role]): string {
  return `${ROLE_NAMES[one]} and ${ROLE_NAMES[other]}`
}

/** Why a pair does not go together, as a sentence. */
export function conflictWords({ roles, duties }: Conflict): string {
  const [one, other] = duties
  return `${pairWords(roles)} do not go together: ${DUTY_NAMES[one]} and ${DUTY_NAMES[other]}`
}
