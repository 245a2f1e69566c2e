import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may, mayAny } from '#lib/access/permissions.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { isUuid } from '#lib/values/ids.ts'
import type { SiteLimit } from '../sites/site.rules.ts'
import { limitsOfTrust } from '../sites/site.store.ts'
import { isOpen, mayAgree, mayAsk } from './consent.rules.ts'
import { consentersOfTrust, NOBODY, type StoredRequest, storedRequest } from './request.store.ts'
import { type ConsentTo, consentTo, type RequestKind } from './request-kinds.rules.ts'
import { type WantedRoles, wantedPerson, wantedRoles } from './wanted.schema.ts'
import { type WantedRow, wantedInWords } from './wanted-words.rules.ts'

/** What became of a request, its time included. */
export type RequestStand = StoredRequest['state'] | 'expired'

/** A request as pages show it: with names, and what the reader may do about it. */
export type RequestView = {
  id: string
  kind: RequestKind
  /** What consent is given to. */
  to: ConsentTo
  /** Whom it is about; null while they are nobody yet, and for the rules of the trust. */
  personId: string | null
  /** What they are called; '' for the rules of the trust. */
  person: string
  askedBy: string
  askedAt: Date
  expiresAt: Date
  reason: string
  /** Of a request for roles: what it asks for; null for any other, which has `rows`. */
  wanted: WantedRoles | null
  rows: WantedRow[]
  /** The sites that roles are limited to, by name; of a request for roles also those they are limited to now. */
  sites: { id: string; name: string }[]
  limits: SiteLimit[]
  /** Agreeing gives a password of two halves. */
  halves: boolean
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
          { kind: { in: ['reset', 'new'] }, state: 'agreed', takenAt: null, askedBy: actor.personId ?? '' },
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
  const sites = await tx.site.findMany({ where: { trustId: actor.trustId }, select: { id: true, name: true } })
  const limits = await limitsOfTrust(tx)
  const asked = new Set(requests.map(consentTo))
  const consenters = new Map<ConsentTo, Awaited<ReturnType<typeof consentersOfTrust>>>()
  for (const to of asked) consenters.set(to, await consentersOfTrust(tx, to))
  return requests.map((one) => {
    const open = isOpen(one, now)
    const mine = one.askedBy === actor.personId
    const to = consentTo(one)
    return {
      ...{ id: one.id, kind: one.kind, to, reason: one.reason, comment: one.comment, halves: hasHalves(one.kind) },
      personId: one.personId === NOBODY ? null : one.personId,
      rows: wantedInWords(one.kind, one.wanted, sites),
      ...{ sites, limits: limits.get(one.personId) ?? [] },
      ...{ askedAt: one.askedAt, expiresAt: one.expiresAt, decidedAt: one.decidedAt, takenAt: one.takenAt },
      wanted: one.kind === 'roles' ? wantedRoles.parse(one.wanted) : null,
      person: personOf(one, people),
      askedBy: nameOf(people, one.askedBy),
      decidedBy: one.decidedBy && nameOf(people, one.decidedBy),
      stand: one.state === 'waiting' && !open ? 'expired' : one.state,
      mine,
      agreed: one.state === 'agreed' && one.decidedBy === actor.personId,
      decides:
        may(actor, 'people.consent') &&
        actor.personId !== null &&
        mayAgree(one, actor.personId, consenters.get(to) ?? [], now).ok,
      takes: mine && hasHalves(one.kind) && one.state === 'agreed' && one.takenAt === null,
    }
  })
}

function hasHalves(kind: RequestKind): boolean {
  return kind === 'reset' || kind === 'new'
}

function personOf(
  { kind, personId, wanted }: StoredRequest,
  people: Awaited<ReturnType<typeof peopleOfTrust>>,
): string {
  if (kind === 'new') return wantedPerson.parse(wanted).name
  return personId === NOBODY ? '' : nameOf(people, personId)
}
