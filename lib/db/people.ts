import 'server-only'
import { isRole, type Role } from '#lib/access/roles.ts'
import type { Tx } from './client.ts'

/** A person who works, or worked, for the trust of this transaction. */
export type TrustPerson = { id: string; name: string; email: string; roles: Role[]; former: boolean }

/** Everybody of the current trust, by person id: names stand nowhere else in the trust's tables. */
export async function peopleOfTrust(tx: Tx): Promise<Map<string, TrustPerson>> {
  const rows = await tx.$queryRaw<
    { person_id: string; name: string; email: string; roles: string[]; former: boolean }[]
  >`SELECT person_id, name, email, roles, former FROM identity.people_of_trust() ORDER BY name, person_id`
  return new Map(
    rows.map((row) => [
      row.person_id,
      { id: row.person_id, name: row.name, email: row.email, roles: row.roles.filter(isRole), former: row.former },
    ]),
  )
}

/** Every role that anybody but this person holds in the trust. */
export function rolesBeside(people: ReadonlyMap<string, TrustPerson>, personId: string): Role[] {
  return [...people.values()].flatMap((one) => (one.id === personId || one.former ? [] : one.roles))
}

/** The name of a person for the screen; Tincture for its own acts. */
export function nameOf(people: Map<string, TrustPerson>, id: string | null): string {
  if (id === null) return 'Tincture'
  return people.get(id)?.name ?? 'Somebody who left'
}
