import pg from 'pg'
import { ROLES, type Role } from '#lib/access/roles.ts'
import { own } from '../installations.ts'

/** The sign-in address of the empty installation's person in a role. */
export function emptyEmail(role: Role): string {
  return `${role}@empty.example`
}

/** Gives the empty installation a person for every role of a trust, each with its administrator's password. */
export async function peopleOfEmpty(): Promise<void> {
  const client = new pg.Client({ connectionString: own().databaseUrl })
  await client.connect()
  try {
    await client.query('UPDATE identity.credential SET one_time = false')
    for (const role of ROLES.filter((one) => one !== 'hub')) {
      await client.query(
        `WITH made AS (
           INSERT INTO identity.person (id, email, name, created_at) VALUES (gen_random_uuid(), $1, $2, now())
           ON CONFLICT (email) DO NOTHING RETURNING id),
         let_in AS (
           INSERT INTO identity.credential (person_id, password_hash, one_time, changed_at)
           SELECT made.id, c.password_hash, false, now() FROM made, identity.credential c LIMIT 1)
         INSERT INTO identity.membership (trust_id, person_id, role, granted_at)
         SELECT o.trust_id, made.id, $3, now() FROM made, organisation o`,
        [emptyEmail(role), 'Sam Example', role],
      )
    }
  } finally {
    await client.end()
  }
}
