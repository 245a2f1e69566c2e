import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { isRole, type Role } from '#lib/access/roles.ts'
import type { Tx } from '#lib/db/client.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import type { InForce } from './conflict.rules.ts'

/** An exception as it stands. */
export type StoredException = InForce & { id: string; personId: string }

/** The exceptions that have not ended, of one person or of everybody in the current trust. */
export async function exceptionsInForce(
  tx: Tx,
  act: Pick<Act, 'actor'>,
  personId?: string,
): Promise<StoredException[]> {
  const rows = await tx.roleException.findMany({
    where: { trustId: act.actor.trustId, endedAt: null, ...(personId ? { personId } : {}) },
    orderBy: { id: 'asc' },
  })
  return rows.flatMap(({ id, personId: who, role, beside, until }) => {
    if (!isRole(role) || !isRole(beside)) return []
    return [{ id, personId: who, role, beside, until: storedDate(until) }]
  })
}

/** Ends exceptions of a person whose two roles they do not hold both any more. Answers their pairs. */
export async function endMootExceptions(
  tx: Tx,
  act: Act,
  personId: string,
  roles: readonly Role[],
): Promise<Pick<InForce, 'role' | 'beside'>[]> {
  const moot = (await exceptionsInForce(tx, act, personId)).filter(
    (one) => !roles.includes(one.role) || !roles.includes(one.beside),
  )
  await endExceptions(tx, act, moot, 'roles_changed')
  return moot.map(({ role, beside }) => ({ role, beside }))
}

/** Ends exceptions at this moment. */
export async function endExceptions(
  tx: Tx,
  act: Act,
  exceptions: readonly { id: string }[],
  why: 'expired' | 'roles_changed' | 'renewed',
): Promise<void> {
  if (exceptions.length === 0) return
  await tx.roleException.updateMany({
    where: { trustId: act.actor.trustId, id: { in: exceptions.map((one) => one.id) }, endedAt: null },
    data: { endedAt: act.now, endedWhy: why },
  })
}

/** An exception that is given now, for as long as `until`. */
export type GivenException = {
  personId: string
  role: Role
  beside: Role
  reason: string
  until: LocalDate
  askedBy: string
}

/** Gives exceptions; the giver is the actor. */
export async function giveExceptions(tx: Tx, act: Act, given: readonly GivenException[]): Promise<void> {
  await tx.roleException.createMany({
    data: given.map(({ until, ...one }) => ({
      ...{ trustId: act.actor.trustId, id: act.newId(), ...one, until: new Date(until) },
      ...{ givenBy: act.actor.personId ?? '', givenAt: act.now },
    })),
  })
}
