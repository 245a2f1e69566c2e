import 'server-only'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { IdSource } from '#lib/values/ids.ts'
import type { Actor } from './actor.ts'
import type { HalfSignIn } from './half-sign-in.store.ts'

/** An act of somebody who is half signed in: by the id in the cookie, from a device, with the session there was before. */
export type HalfAct = {
  halfId: string
  now: Date
  newId: IdSource
  device: string
  before: string | null
}

/** Who is half signed in, as the record names them: without a role, so that nothing can be done in this name. */
export function halfActor({ personId, trustId, name }: HalfSignIn): Actor & { personId: string } {
  return { personId, trustId, name, trustName: '', odsCode: '', trustKind: 'trust', roles: [] }
}

/** Puts on the person's record what happened in the middle of a sign-in. */
export async function record(
  act: HalfAct,
  half: HalfSignIn,
  verb: string,
  data: Record<string, unknown>,
): Promise<void> {
  const actor = halfActor(half)
  await withTrust(actor, async (tx) => {
    audit(tx, { document: 'person', id: half.personId, verb, data })
    await writeAudit(tx, { actor, now: act.now, newId: act.newId, key: act.newId() })
  })
}
