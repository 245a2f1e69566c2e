import 'server-only'
import { audit, writeAudit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from '../actor.ts'
import type { OwnAct } from '../own-act.ts'
import { tokenHash } from '../session-token.ts'
import type { EndOwnSession, EndPersonSession } from './sessions.schema.ts'
import { endOthersOfHolder, endSessionInTrust } from './sessions.store.ts'

/** Ends one of one's other sessions, or all others; answers how many ended. The one that asks stays open. */
export async function endOwnSession({ act, session, sessionId }: OwnAct, input: EndOwnSession): Promise<number> {
  return withTrust(session.actor, async (tx) => {
    const which = input.which === 'others' ? null : input.which
    const ended = await endOthersOfHolder(tx, tokenHash(sessionId), which, act.now)
    const id = session.actor.personId ?? ''
    if (ended > 0) audit(tx, { document: 'person', id, verb: 'OWN_SESSIONS_ENDED', data: { ended, which } })
    await writeAudit(tx, act)
    return ended
  })
}

/** Ends one session of a person in the administrator's trust. NOT_FOUND when it is over, or somebody else's. */
export async function endPersonSession(act: Act, input: EndPersonSession): Promise<Result<{ name: string }>> {
  return commit(act, { name: 'endPersonSession', permission: 'people.edit' }, input, async (tx) => {
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!person) return refuse({ code: 'NOT_FOUND', what: 'person' })
    const done = await endSessionInTrust(tx, person.id, input.sessionId, act.now)
    if (!done) return refuse({ code: 'NOT_FOUND', what: 'sign-in' })
    audit(tx, { document: 'person', id: person.id, verb: 'SESSIONS_ENDED', data: { ended: 1, which: input.sessionId } })
    return ok({ name: person.name })
  })
}
