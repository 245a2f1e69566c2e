import 'server-only'
import { createHash } from 'node:crypto'
import type { Tx } from '#lib/db/client.ts'
import { withoutTrust } from '#lib/db/with-trust.ts'
import type { Act } from './actor.ts'
import { isRole, type Role } from './roles.ts'

/** How long a code works. */
const DAYS = 14

/** Somebody who was asked to join the current trust. */
export type Joining = { personId: string; name: string; email: string; roles: Role[]; expiresAt: Date }

/** Lets roles in the current trust wait until their person enters this code. */
export async function askToJoin(
  tx: Tx,
  act: Act,
  asked: { personId: string; roles: readonly Role[]; code: string },
): Promise<void> {
  const until = new Date(act.now.getTime() + DAYS * 86_400_000)
  await tx.$queryRaw`
    SELECT identity.ask_to_join(${asked.personId}::uuid, ${[...asked.roles]}::text[], decode(${hashOf(asked.code)}, 'hex'),
      ${act.now}, ${until})::text`
}

/** Who was asked and has not joined yet, by name. */
export async function joiningsOf(tx: Tx): Promise<Joining[]> {
  const rows = await tx.$queryRaw<
    { person_id: string; name: string; email: string; roles: string[]; expires_at: Date }[]
  >`SELECT person_id, name, email, roles, expires_at FROM identity.joinings_of_trust()`
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    email: row.email,
    roles: row.roles.filter(isRole),
    expiresAt: row.expires_at,
  }))
}

/** The trust that a code leads this person to, or null. */
export async function joiningFor(personId: string, code: string, now: Date): Promise<string | null> {
  return withoutTrust(async (tx) => {
    const rows = await tx.$queryRaw<{ trust_id: string | null }[]>`
      SELECT identity.joining_for(${personId}::uuid, decode(${hashOf(code)}, 'hex'), ${now}) AS trust_id`
    return rows[0]?.trust_id ?? null
  })
}

/** Uses the code in the current trust: the roles that waited, or null when somebody was faster. */
export async function join(tx: Tx, act: Act, personId: string, code: string): Promise<string[] | null> {
  const rows = await tx.$queryRaw<{ roles: string[] | null }[]>`
    SELECT identity.join_trust(${personId}::uuid, decode(${hashOf(code)}, 'hex'), ${act.now}) AS roles`
  return rows[0]?.roles ?? null
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
