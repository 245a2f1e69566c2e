import 'server-only'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import type { Act } from '../actor.ts'
import { conflictsOf } from '../conflicts/conflict.rules.ts'
import { conflictWords } from '../conflicts/conflict-words.rules.ts'
import { mayBeginAs } from '../consent/alone.store.ts'
import { howOf, keepAlone } from '../consent/ask-second.store.ts'
import { oneAtATime } from '../consent/request.store.ts'
import { NOBODYS_HASH } from '../password.ts'
import { enrol, setRoles } from '../people.store.ts'
import { sitesExist } from '../role-change.store.ts'
import { rolesMayMeet } from '../roles.rules.ts'
import type { AdmitWaiting, JoinWaiting, RefuseWaiting, Unlink } from './directory.schema.ts'
import { joinWaiting, refuseWaiting, unlink, waitingIn } from './directory.store.ts'

const GONE = { code: 'CHANGED_MEANWHILE', what: 'request' } as const

/** Joins who came from the directory to a person of the trust, who then shows once that the account is theirs. */
export async function joinFromDirectory(act: Act, input: JoinWaiting): Promise<Result<{ name: string }>> {
  return commit(act, { name: 'joinFromDirectory', permission: 'people.edit' }, input, async (tx) => {
    const waiting = (await waitingIn(tx)).find((one) => one.id === input.waitingId)
    const person = (await peopleOfTrust(tx)).get(input.personId)
    if (!waiting || !person || person.former) return refuse({ code: 'NOT_FOUND', what: waiting ? 'person' : 'request' })
    if (!(await joinWaiting(tx, act, { ...input, proven: false }))) return refuse(GONE)
    const { issuer, claim, subject } = waiting
    audit(tx, { document: 'person', id: person.id, verb: 'DIRECTORY_JOINED', data: { issuer, claim, subject } })
    return ok({ name: person.name })
  })
}

/**
 * Makes a person of who came from the directory, with the roles the administrator gives: nothing of them comes from the
 * directory. They have no password. Refused (INVALID) when the e-mail belongs to somebody already: that account is not
 * theirs by its address alone.
 */
export async function admitFromDirectory(act: Act, input: AdmitWaiting): Promise<Result<{ name: string }>> {
  return commit(act, { name: 'admitFromDirectory', permission: 'people.edit' }, input, async (tx) => {
    const meet = rolesMayMeet({ roles: input.roles, trustKind: act.actor.trustKind })
    if (!meet.ok) return meet
    const clashes = conflictsOf(input.roles)
    if (clashes.length > 0) return refuse({ code: 'ROLES_CLASH', pairs: clashes.map(conflictWords) })
    const placed = await sitesExist(tx, act, input.sites)
    if (!placed.ok) return placed
    await oneAtATime(tx)
    const begins = await mayBeginAs(tx, act, input.roles)
    if (!begins.ok) return begins
    const waiting = (await waitingIn(tx)).find((one) => one.id === input.waitingId)
    if (!waiting) return refuse({ code: 'NOT_FOUND', what: 'request' })
    const made = { email: input.email, name: input.name, passwordHash: NOBODYS_HASH, oneTime: false }
    const { personId, isNew } = await enrol(tx, act, made)
    if (!isNew) {
      const message =
        'Enter another e-mail address: somebody has an account with this one. If it is theirs, add them under People, then join them here'
      return refuse({ code: 'INVALID', errors: [{ field: 'email', message }] })
    }
    await setRoles(tx, act, personId, input.roles, input.sites)
    if (!(await joinWaiting(tx, act, { waitingId: input.waitingId, personId, proven: true }))) return refuse(GONE)
    const { issuer, claim, subject } = waiting
    audit(tx, {
      document: 'person',
      id: personId,
      verb: 'PERSON_ADDED',
      data: { roles: input.roles, isNew, sites: input.sites, ...howOf(begins.value) },
    })
    audit(tx, { document: 'person', id: personId, verb: 'DIRECTORY_JOINED', data: { issuer, claim, subject } })
    await keepAlone(tx, act, begins.value, { to: 'new', personId, roles: input.roles })
    return ok({ name: input.name })
  })
}

/** Lets nobody in. Who was refused may not ask again by signing in. */
export async function refuseFromDirectory(act: Act, input: RefuseWaiting): Promise<Result<undefined>> {
  return commit(act, { name: 'refuseFromDirectory', permission: 'people.edit' }, input, async (tx) => {
    const waiting = (await waitingIn(tx)).find((one) => one.id === input.waitingId)
    if (!waiting) return refuse({ code: 'NOT_FOUND', what: 'request' })
    if (!(await refuseWaiting(tx, act, input.waitingId))) return refuse(GONE)
    const { issuer, claim, subject } = waiting
    audit(tx, { document: 'trust', id: act.actor.trustId, verb: 'DIRECTORY_REFUSED', data: { issuer, claim, subject } })
    return ok()
  })
}

/** Takes back that somebody of the directory is a person here; what they have open by it ends. */
export async function unlinkFromDirectory(act: Act, input: Unlink): Promise<Result<undefined>> {
  return commit(act, { name: 'unlinkFromDirectory', permission: 'people.edit' }, input, async (tx) => {
    const personId = await unlink(tx, act, input.linkId)
    if (!personId) return refuse({ code: 'NOT_FOUND', what: 'sign-in by the directory' })
    audit(tx, { document: 'person', id: personId, verb: 'DIRECTORY_UNJOINED', data: { link: input.linkId } })
    return ok()
  })
}
