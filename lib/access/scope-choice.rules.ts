import { mayAny } from './permissions.ts'
import type { Role } from './roles.ts'
import { SCOPE_LIST, SCOPES, type Scope } from './scopes.ts'

/** The scopes that mean something for somebody with these roles: they may do at least one thing that it holds. */
export function scopesFor(roles: readonly Role[]): Scope[] {
  return SCOPE_LIST.filter((scope) => mayAny({ roles }, SCOPES[scope].permissions))
}
