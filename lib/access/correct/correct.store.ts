import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { endSessionsOf } from '#lib/access/people.store.ts'
import type { HowAgreed } from '#lib/access/role-change.store.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import type { TrustPerson } from '#lib/db/people.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** Writes another name; the person is told by mail. Refused with OTHER_TRUST for who works for another trust too. */
export async function setName(tx: Tx, act: Act, person: TrustPerson, name: string): Promise<Result<undefined>> {
  const done = await correct(tx, person.id, { name, email: null })
  if (!done.ok) return done
  audit(tx, { document: 'person', id: person.id, verb: 'NAME_CORRECTED', data: {} })
  await tell(tx, act, { personId: person.id, kind: 'name', to: person.email })
  return ok()
}

/**
 * Writes another address to sign in with: what they have open ends, and they are told by mail at both. Neither address goes
 * on the record, which keeps ids alone. Refused with OTHER_TRUST as `setName` is, and (INVALID) where somebody has it.
 */
export async function setEmail(
  tx: Tx,
  act: Act,
  person: TrustPerson,
  email: string,
  how: HowAgreed,
): Promise<Result<undefined>> {
  const done = await correct(tx, person.id, { name: null, email })
  if (!done.ok) return done
  await endSessionsOf(tx, act, person.id)
  audit(tx, { document: 'person', id: person.id, verb: 'EMAIL_CORRECTED', data: { ...how } })
  for (const to of [person.email, email]) await tell(tx, act, { personId: person.id, kind: 'email', to })
  return ok()
}

async function correct(
  tx: Tx,
  personId: string,
  { name, email }: { name: string | null; email: string | null },
): Promise<Result<undefined>> {
  const [row] = await tx.$queryRaw<{ done: string }[]>`
    SELECT identity.correct_person(${personId}::uuid, ${name}::text, ${email}::text) AS done`
  if (row?.done === 'done') return ok()
  if (row?.done === 'elsewhere') return refuse({ code: 'OTHER_TRUST' })
  if (row?.done !== 'taken') return refuse({ code: 'NOT_FOUND', what: 'person' })
  const message = 'Enter another e-mail address: somebody has an account with this one'
  return refuse({ code: 'INVALID', errors: [{ field: 'email', message }] })
}

async function tell(
  tx: Tx,
  act: Act,
  { personId, kind, to }: { personId: string; kind: 'name' | 'email'; to: string },
) {
  await enqueue(tx, 'tell-corrected', {
    ...{ trustId: act.actor.trustId, id: act.newId(), personId, kind, to },
    at: act.now.toISOString(),
  })
}
