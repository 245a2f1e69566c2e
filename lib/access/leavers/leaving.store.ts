import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'

/** Who leaves from which day on, and who takes their work over. */
export type Leaving = { personId: string; from: LocalDate; handTo: string | null }

/** Everybody of the current trust who is to leave, the soonest first. */
export async function leavingsOfTrust(tx: Tx): Promise<Leaving[]> {
  const rows = await tx.$queryRaw<{ person_id: string; leaves_on: Date; hand_to: string | null }[]>`
    SELECT person_id, leaves_on, hand_to FROM identity.leavings_of_trust()`
  return rows.map((row) => ({ personId: row.person_id, from: storedDate(row.leaves_on), handTo: row.hand_to }))
}

/** From this day on a member of the current trust can no longer sign in here; false when they are none. */
export async function setLeaving(tx: Tx, act: Act, { personId, from, handTo }: Leaving): Promise<boolean> {
  const rows = await tx.$queryRaw<{ done: boolean | null }[]>`
    SELECT identity.set_leaving(${personId}::uuid, ${from}::date, ${handTo}::uuid, ${act.actor.personId}::uuid, ${act.now}) AS done`
  return rows[0]?.done === true
}

/** Nobody leaves after all, or has left; false when no day was set. */
export async function dropLeaving(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ done: boolean | null }[]>`SELECT identity.drop_leaving(${personId}::uuid) AS done`
  return rows[0]?.done === true
}
