import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may, mayAny } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { isUuid } from '#lib/values/ids.ts'
import { isOpen, mayAgree, mayAsk } from './consent.rules.ts'
import {
  type ConsentTo,
  consentersOfTrust,
  consentTo,
  type RequestKind,
  type StoredRequest,
  storedRequest,
} from './request.store.ts'
import { type WantedRoles, wantedRoles } from './wanted.schema.ts'

/** What became of a request, its time included. */
export type RequestStand = StoredRequest['state'] | 'expired'

/** A request as pages show it: with names, and what the reader may do about it. */
export type RequestView = {
  id: string
  kind: RequestKind
  /** What consent is given to. */
  to: ConsentTo
  personId: string
  person: string
  askedBy: string
  askedAt: Date
  expiresAt: Date
  reason: string
  /** Of a request for roles: what it asks for; null for any other. */
  wanted: WantedRoles | null
  stand: RequestStand
  decidedBy: string | null
  decidedAt: Date | null
  comment: string
  takenAt: Date | null
  mine: boolean
  /** The reader is who agreed. */
  agreed: boolean
  /** The reader may agree or refuse. */
  decides: boolean
  /** The reader asked, it was agreed to, and they have not seen their half of the password. */
  takes: boolean
}

/** Who sees requests at all: who sees people, and who consents. */
const SEES = ['people.view', 'people.consent'] as const

const SHOWN = 200

/** What waits for consent, and what the reader has to take up, the oldest first; none where they may not see people. */
export async function requestsFor(actor: Actor, now: Date): Promise<RequestView[]> {
  if (!mayAny(actor, SEES)) return []
  return withTrust(actor, async (tx) => {
    const rows = await tx.personRequest.findMany({
      where: {
        trustId: actor.trustId,
        OR: [
          { state: 'waiting', expiresAt: { gt: now } },
          { kind: 'reset', state: 'agreed', takenAt: null, askedBy: actor.personId ?? '' },
        ],
      },
      orderBy: { id: 'asc' },
      take: SHOWN,
    })
    return views(tx, actor, rows.map(storedRequest), now)
  })
}

/** One request with everything about it; null where there is none in the actor's trust. */
export async function requestFor(actor: Actor, requestId: string, now: Date): Promise<RequestView | null> {
  if (!mayAny(actor, SEES) || !isUuid(requestId)) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.personRequest.findFirst({ where: { trustId: actor.trustId, id: requestId } })
    return row ? ((await views(tx, actor, [storedRequest(row)], now))[0] ?? null) : null
  })
}

/** Whether the actor may ask for a reset of a person's password now; the refusal's code where not. */
export async function resetAskable(actor: Actor, personId: string, now: Date): Promise<'yes' | string> {
  if (!may(actor, 'people.edit') || actor.personId === null) return 'NOT_ALLOWED'
  const asker = actor.personId
  return withTrust(actor, async (tx) => {
    const asked = mayAsk({ personId, asker }, await consentersOfTrust(tx, 'reset'), now)
    return asked.ok ? 'yes' : asked.refusal.code
  })
}

async function views(tx: Tx, actor: Actor, requests: readonly StoredRequest[], now: Date): Promise<RequestView[]> {
  if (requests.length === 0) return []
  const people = await peopleOfTrust(tx)
  const consenters = {
    reset: await consentersOfTrust(tx, 'reset'),
    roles: await consentersOfTrust(tx, 'roles'),
    admin: await consentersOfTrust(tx, 'admin'),
  }
  return requests.map((one) => {
    const open = isOpen(one, now)
    const mine = one.askedBy === actor.personId
    const to = consentTo(one)
    return {
      ...{ id: one.id, kind: one.kind, to, personId: one.personId, reason: one.reason, comment: one.comment },
      ...{ askedAt: one.askedAt, expiresAt: one.expiresAt, decidedAt: one.decidedAt, takenAt: one.takenAt },
      wanted: one.kind === 'roles' ? wantedRoles.parse(one.wanted) : null,
      person: nameOf(people, one.personId),
      askedBy: nameOf(people, one.askedBy),
      decidedBy: one.decidedBy && nameOf(people, one.decidedBy),
      stand: one.state === 'waiting' && !open ? 'expired' : one.state,
      mine,
      agreed: one.state === 'agreed' && one.decidedBy === actor.personId,
      decides:
        may(actor, 'people.consent') &&
        actor.personId !== null &&
        mayAgree(one, actor.personId, consenters[to], now).ok,
      takes: mine && one.kind === 'reset' && one.state === 'agreed' && one.takenAt === null,
    }
  })
}
