import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { mayAsk, waitsUntil } from '#lib/access/consent/consent.rules.ts'
import { consentersOfTrust, oneAtATime, waitingRequest } from '#lib/access/consent/request.store.ts'
import { worksElsewhere } from '#lib/access/people.store.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { AskReset } from './reset.schema.ts'

/**
 * An administrator asks that a person be given a one-time password; nothing changes before a second one agrees. Refused as
 * `mayAsk` says, with OTHER_TRUST for who works for another trust too, and with REQUEST_WAITS while one waits already.
 */
export async function askReset(act: Act, input: AskReset): Promise<Result<{ requestId: string; name: string }>> {
  return commit(act, { name: 'askReset', permission: 'people.edit' }, input, async (tx) => {
    const { trustId, personId: asker } = act.actor
    if (asker === null) return refuse({ code: 'NOT_ALLOWED', permission: 'people.edit' })
    await oneAtATime(tx)
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!person || person.former) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const may = mayAsk({ personId: person.id, asker }, await consentersOfTrust(tx, 'reset'), act.now)
    if (!may.ok) return may
    if (await worksElsewhere(tx, person.id)) return refuse({ code: 'OTHER_TRUST' })
    const before = await waitingRequest(tx, act, person.id, 'reset')
    if (before) return refuse({ code: 'REQUEST_WAITS', requestId: before })
    const id = act.newId()
    await tx.personRequest.create({
      data: {
        ...{ trustId, id, kind: 'reset', personId: person.id, reason: input.reason, wanted: {} },
        ...{ askedBy: asker, askedAt: act.now, expiresAt: waitsUntil(act.now), state: 'waiting' },
      },
    })
    audit(tx, { document: 'person', id: person.id, verb: 'RESET_ASKED', data: { requestId: id, reason: input.reason } })
    return ok({ requestId: id, name: person.name })
  })
}
