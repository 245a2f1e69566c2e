import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Role } from '#lib/access/roles.ts'
import { audit } from '#lib/db/audit.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { mayAsk, needsSecond, waitsUntilDay } from './consent.rules.ts'
import { consentersOfTrust, NOBODY, waitingRequest, wordLostUntil } from './request.store.ts'
import { type ConsentTo, type RequestKind, verbOf } from './request-kinds.rules.ts'
import { wantedPerson } from './wanted.schema.ts'

/** What takes a second person: of what kind, about whom (null: somebody new, or the rules of the trust), why, and what is kept of it. */
export type SecondWanted = {
  to: Exclude<ConsentTo, 'reset' | 'roles'>
  personId: string | null
  wanted: Prisma.InputJsonObject
  reason?: string
  /** The roles that are given or taken away. */
  roles?: readonly Role[]
}

/**
 * What becomes of it: `asked` as a request that waits; `free` where Tincture itself acts, which sets up; `alone` where
 * nobody else's word counts.
 */
export type SecondOutcome = { asked: string } | 'free' | 'alone'

const KINDS = {
  admin: 'roles',
  approver: 'roles',
  demote: 'roles',
  new: 'new',
  new_admin: 'new',
  leave: 'leave',
  email: 'email',
  settings: 'settings',
  directory: 'directory',
} as const satisfies Record<SecondWanted['to'], RequestKind>

/**
 * Asks a second person where there is one whose word counts: then nothing has changed, and a request waits. Where there is
 * none (a trust at its foundation, or with one administrator), who acts goes on alone: the caller does it, writes it down
 * with `keepAlone`, and the auditor finds it among the exceptions. The trust's row is locked by the caller. Refused with
 * OWN_ACCOUNT about oneself, NEW_ADMINISTRATOR, WORD_LOST, and REQUEST_WAITS where the same is asked for already.
 */
export async function askSecond(tx: Tx, act: Act, asked: SecondWanted): Promise<Result<SecondOutcome>> {
  const { trustId, personId: asker } = act.actor
  if (asker === null) return ok('free')
  const { to, personId, wanted, reason = '' } = asked
  if (personId === asker) return refuse({ code: 'OWN_ACCOUNT' })
  const who = { personId: personId ?? NOBODY, asker }
  const consenters = await consentersOfTrust(tx, to)
  if (!needsSecond(who, consenters, act.now)) return nobodyLeft(tx, act, to, who)
  const may = mayAsk(who, consenters, act.now)
  if (!may.ok) return may
  const kind = KINDS[to]
  const before = await (kind === 'new' ? waitingForNew(tx, act, wanted) : waitingRequest(tx, act, personId, kind))
  if (before) return refuse({ code: 'REQUEST_WAITS', requestId: before })
  const id = act.newId()
  await tx.personRequest.create({
    data: {
      ...{ trustId, id, kind, personId, reason: reason || 'No reason was given', wanted },
      ...{ askedBy: asker, askedAt: act.now, expiresAt: waitsUntilDay(act.now), state: 'waiting' },
    },
  })
  const data = {
    requestId: id,
    ...whatOf(to),
    ...(reason ? { reason } : {}),
    ...(asked.roles ? { to: asked.roles } : {}),
  }
  audit(tx, { ...chainOf(act, { personId: personId ?? NOBODY }), verb: verbOf(to, 'ASKED'), data })
  return ok({ asked: id })
}

/** The request that waits to bring in somebody with the same address; null for none. */
async function waitingForNew(tx: Tx, act: Act, wanted: SecondWanted['wanted']): Promise<string | null> {
  const { email } = wantedPerson.parse(wanted)
  const row = await tx.personRequest.findFirst({
    where: {
      ...{ trustId: act.actor.trustId, kind: 'new', state: 'waiting', expiresAt: { gt: act.now } },
      wanted: { path: ['email'], equals: email },
    },
    select: { id: true },
  })
  return row?.id ?? null
}

/**
 * `alone` where nobody's word counts and nobody's did until lately; refused (WORD_LOST) where somebody lost it within a week.
 * To take roles away is never held up by it: that gives nobody anything.
 */
export async function nobodyLeft(
  tx: Tx,
  act: Act,
  to: ConsentTo,
  who: { personId: string; asker: string },
): Promise<Result<'alone'>> {
  if (to === 'leave' || to === 'demote') return ok('alone')
  const until = await wordLostUntil(tx, to, who, act.now)
  return until === null ? ok('alone') : refuse({ code: 'WORD_LOST', until: until.toISOString() })
}

/** Lists for the auditor what one did alone; nothing where it was not alone. `personId`: of somebody new, who they are now. */
export async function keepAlone(
  tx: Tx,
  act: Act,
  outcome: SecondOutcome,
  { to, personId, roles = [] }: Pick<SecondWanted, 'to' | 'personId' | 'roles'>,
): Promise<void> {
  const doneBy = act.actor.personId
  if (outcome !== 'alone' || doneBy === null) return
  const kind = to === 'new_admin' ? 'new' : to
  const { trustId } = act.actor
  const data = { trustId, id: act.newId(), kind, personId, roles: [...roles], doneBy, doneAt: act.now }
  await tx.doneAlone.create({ data })
}

/** What the record adds to an act that takes a second person: that it was done alone. */
export function howOf(outcome: SecondOutcome): { alone?: true } {
  return outcome === 'alone' ? { alone: true } : {}
}

/** The chain of the record that a request belongs to: its person's, or the trust's. */
export function chainOf(act: Act, { personId }: { personId: string }): { document: 'person' | 'trust'; id: string } {
  return personId === NOBODY ? { document: 'trust', id: act.actor.trustId } : { document: 'person', id: personId }
}

/** What the record says of a request whose verb does not. */
export function whatOf(to: ConsentTo): { what?: ConsentTo } {
  return to === 'reset' || to === 'roles' || to === 'admin' ? {} : { what: to }
}
