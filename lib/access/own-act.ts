import 'server-only'
import { FORM_FIELDS } from '#lib/action-answer.ts'
import { type Result, refuse } from '#lib/result.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid, systemIds } from '#lib/values/ids.ts'
import type { Act } from './actor.ts'
import { notAllowed } from './not-allowed.ts'
import { mayAny } from './permissions.ts'
import { type ActionId, actionEntry } from './registry.ts'
import type { OpenSession } from './session.store.ts'
import { currentSession, sessionIdOfRequest } from './session.ts'

const newId = systemIds(systemClock)

/** Who acts on their own sign-in: the act, the session it comes with, and that session's random id. */
export type OwnAct = { act: Act; session: OpenSession; sessionId: string }

/**
 * The door of actions that need the session itself, with what is typed kept out of `commit` (codes and passwords leave no
 * trace, not even a hash): the same questions in the same order as `action` asks.
 */
export async function ownAct(id: ActionId, form: FormData): Promise<Result<OwnAct>> {
  const [session, sessionId] = [await currentSession(), await sessionIdOfRequest()]
  if (!session || !sessionId) return refuse({ code: 'SIGNED_OUT' })
  if (form.get(FORM_FIELDS.trustId) !== session.actor.trustId) return refuse({ code: 'WRONG_TRUST' })
  const { permission } = actionEntry(id)
  if (!mayAny(session.actor, permission)) {
    notAllowed('action', id, permission, session.actor)
    return refuse({ code: 'NOT_ALLOWED', permission: permission[0] ?? '' })
  }
  const key = String(form.get(FORM_FIELDS.commandKey) ?? '')
  if (!isUuid(key)) return refuse({ code: 'KEY_REUSED' })
  return { ok: true, value: { act: { actor: session.actor, now: systemClock(), newId, key }, session, sessionId } }
}
