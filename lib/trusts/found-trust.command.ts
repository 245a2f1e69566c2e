import 'server-only'
import { type Act, systemActor } from '#lib/access/actor.ts'
import { oneTimePassword } from '#lib/access/one-time-password.ts'
import { hashPassword } from '#lib/access/password.ts'
import { enrol, setRoles } from '#lib/access/people.store.ts'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'

/** An organisation to be, and its first administrator. `passwordHash` only from the seed of the demo. */
export type FoundTrust = {
  odsCode: string
  name: string
  kind: 'trust' | 'hub'
  hubId?: string
  administrator: { email: string; name: string; passwordHash?: string }
}

/** What was founded. `password` is the administrator's, shown once; null where they have one. */
export type Founded = { trustId: string; administratorId: string; password: string | null }

/**
 * Founds an organisation with its first administrator and the default approval scheme: how a first run, the demo's seed
 * and tests begin. Only Tincture itself does it, at the keyboard of the machine; no page and no action leads here.
 * Refused (INVALID) when the ODS code is in use.
 */
export async function foundTrust(by: Omit<Act, 'actor'>, input: FoundTrust): Promise<Result<Founded>> {
  const trustId = by.newId()
  const act: Act = { ...by, actor: systemActor({ id: trustId, ...input }) }
  const { email, name, passwordHash } = input.administrator
  const password = passwordHash === undefined ? oneTimePassword(act, 'foundTrust') : null
  const hash = password === null ? (passwordHash ?? '') : await hashPassword(password)
  return withTrust({ trustId }, async (tx) => {
    const founded = await tx.$queryRaw<unknown[]>`
      INSERT INTO organisation (trust_id, ods_code, name, kind, hub_id, created_at)
      VALUES (${trustId}::uuid, ${input.odsCode}, ${input.name}, ${input.kind}, ${input.hubId ?? null}::uuid, ${act.now})
      ON CONFLICT (ods_code) DO NOTHING RETURNING 1 AS done`
    if (founded.length === 0) {
      const message = `Enter another ODS code: ${input.odsCode} is in use`
      return refuse({ code: 'INVALID', errors: [{ field: 'odsCode', message }] })
    }
    await tx.approvalScheme.create({
      data: {
        trustId,
        version: 1,
        effectiveFrom: new Date(londonDate(act.now)),
        rules: DEFAULT_SCHEME,
        adoptedAt: act.now,
        adoptedBy: null,
      },
    })
    const administrator = await enrol(tx, act, { email, name, passwordHash: hash, oneTime: passwordHash === undefined })
    await setRoles(tx, act, administrator.personId, ['admin'])
    audit(tx, { document: 'trust', id: trustId, verb: 'FOUNDED', data: { odsCode: input.odsCode, kind: input.kind } })
    audit(tx, {
      document: 'person',
      id: administrator.personId,
      verb: 'PERSON_ADDED',
      data: { roles: ['admin'], isNew: administrator.isNew },
    })
    await writeAudit(tx, act)
    return ok({ trustId, administratorId: administrator.personId, password: administrator.isNew ? password : null })
  })
}
