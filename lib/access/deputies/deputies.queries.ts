import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { DEPUTY_KINDS, type DeputyKind } from '#lib/orders/order/deputy-kinds.rules.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import type { Role } from '../roles.ts'
import {
  type DeputyState,
  decides,
  kindsBetween,
  mayAgreeToDeputy,
  mayEndDeputising,
  stateOf,
} from './consent.rules.ts'

/** One time of being away, or of somebody deciding in another's place, as pages show it. `most` in pence with VAT. */
export type DeputisingView = {
  id: string
  person: string
  deputy: string | null
  away: boolean
  from: Date
  until: Date
  most: Pence | null
  kinds: DeputyKind[]
  reason: string
  state: DeputyState
  madeBy: string
  madeAt: Date
  answeredBy: string | null
  endedBy: string | null
  endedAt: Date | null
  /** Decisions taken by it so far. */
  decisions: number
  /** The reader is the person, or the deputy. */
  mine: 'person' | 'deputy' | null
  mayAgree: boolean
  mayEnd: boolean
}

/** Rows of a page of what is over. */
const PAGE = 50

/** Rows of what is asked for, holds or is to come that are shown at most. */
const MOST_OPEN = 500

/** Which of them: those that wait for consent, hold or are to come; those that are over; or all. */
export type WhichDeputisings = 'open' | 'past' | 'all'

/** A page of them, the newest first; `after` leads on, null at the end. */
export type DeputisingsPage = { rows: DeputisingView[]; after: string | null }

/** Everybody's of the trust, the newest first; for who sees approvals or people. What is open comes whole. */
export async function deputisings(
  actor: Actor,
  now: Date,
  which: WhichDeputisings,
  after?: string,
): Promise<DeputisingsPage> {
  if (!may(actor, 'approvals.view') && !may(actor, 'people.view')) return { rows: [], after: null }
  const most = which === 'open' ? MOST_OPEN : PAGE
  return withTrust(actor, async (tx) => {
    const { trustId } = actor
    const found = await tx.deputising.findMany({
      where: { trustId, AND: [inTime(which, now), await beyond(tx, trustId, after)] },
      orderBy: [{ fromAt: 'desc' }, { id: 'desc' }],
      take: most + 1,
    })
    const rows = found.slice(0, most)
    const people = await peopleOfTrust(tx)
    const counts = await tx.$queryRaw<{ id: string; decisions: number }[]>`
      SELECT deputising_id AS id, count(*)::int AS decisions FROM approval
      WHERE trust_id = ${trustId}::uuid AND deputising_id = ANY (${rows.map(({ id }) => id)}::uuid[]) GROUP BY deputising_id`
    const decided = new Map(counts.map(({ id, decisions }) => [id, decisions]))
    return {
      rows: rows.map((row) => ({ ...viewOf(row, actor, people, now), decisions: decided.get(row.id) ?? 0 })),
      after: found.length > most ? (rows.at(-1)?.id ?? null) : null,
    }
  })
}

/** By their own dates, as `stateOf` says it. */
function inTime(which: WhichDeputisings, now: Date): Prisma.DeputisingWhereInput {
  if (which === 'all') return {}
  if (which === 'open') return { endedAt: null, untilAt: { gt: now }, state: { not: 'declined' } }
  return { OR: [{ endedAt: { not: null } }, { untilAt: { lte: now } }, { state: 'declined' }] }
}

async function beyond(tx: Tx, trustId: string, after: string | undefined): Promise<Prisma.DeputisingWhereInput> {
  if (after === undefined || !isUuid(after)) return {}
  const last = await tx.deputising.findFirst({ where: { trustId, id: after }, select: { fromAt: true } })
  return last ? { OR: [{ fromAt: { lt: last.fromAt } }, { fromAt: last.fromAt, id: { lt: after } }] } : {}
}

function viewOf(
  row: Prisma.DeputisingGetPayload<object>,
  actor: Actor,
  people: Map<string, TrustPerson>,
  now: Date,
): DeputyOnToday {
  const me = people.get(actor.personId ?? '')
  const person = people.get(row.forPerson) ?? { id: row.forPerson, roles: [] }
  const state = stateOf({ ...row, from: row.fromAt, until: row.untilAt }, now)
  const of = { person, madeBy: row.madeBy, deputy: row.deputy }
  const open = state === 'asked' || state === 'to_come' || state === 'running'
  return {
    id: row.id,
    person: nameOf(people, row.forPerson),
    deputy: row.deputy && nameOf(people, row.deputy),
    away: row.away,
    from: row.fromAt,
    until: row.untilAt,
    most: row.most === null ? null : pence(row.most),
    kinds: DEPUTY_KINDS.filter((kind) => row.kinds.includes(kind)),
    reason: row.reason,
    state,
    madeBy: nameOf(people, row.madeBy),
    madeAt: row.madeAt,
    answeredBy: row.answeredBy && nameOf(people, row.answeredBy),
    endedBy: row.endedBy && nameOf(people, row.endedBy),
    endedAt: row.endedAt,
    mine: row.forPerson === actor.personId ? 'person' : row.deputy === actor.personId ? 'deputy' : null,
    mayAgree: state === 'asked' && me !== undefined && decides(actor.roles) && mayAgreeToDeputy(me, of),
    mayEnd: open && me !== undefined && mayEndDeputising(me, of),
  }
}

/** One of the reader's own on Today: its decisions are not counted there. */
export type DeputyOnToday = Omit<DeputisingView, 'decisions'>

/** What the Today page says of the reader's being away, whom they stand in for, and what waits for their consent. */
export async function deputyToday(actor: Actor, now: Date): Promise<DeputyOnToday[]> {
  const { trustId, personId } = actor
  if (!decides(actor.roles) || personId === null) return []
  return withTrust(actor, async (tx) => {
    const rows = await tx.deputising.findMany({
      where: {
        ...{ trustId, endedAt: null, untilAt: { gt: now } },
        OR: [
          { state: 'asked' },
          { state: 'agreed', fromAt: { lte: now }, OR: [{ forPerson: personId }, { deputy: personId }] },
        ],
      },
      orderBy: [{ fromAt: 'desc' }, { id: 'desc' }],
      take: MOST_OPEN,
    })
    if (rows.length === 0) return []
    const people = await peopleOfTrust(tx)
    return rows
      .map((row) => viewOf(row, actor, people, now))
      .filter((one) => (one.mine !== null && one.state === 'running') || one.mayAgree)
  })
}

/** Somebody to choose: the people who decide approvals, with what they are. */
export type DeputyChoice = { id: string; name: string; roles: Role[] }

/** For whom the reader may name a deputy, and who can be one. Empty for who may not name any. */
export async function deputyChoices(actor: Actor): Promise<{ persons: DeputyChoice[]; deputies: DeputyChoice[] }> {
  const admin = may(actor, 'people.edit')
  if (!admin && !decides(actor.roles)) return { persons: [], deputies: [] }
  return withTrust(actor, async (tx) => {
    const all = [...(await peopleOfTrust(tx)).values()]
      .filter((one) => !one.former && decides(one.roles))
      .map(({ id, name, roles }) => ({ id, name, roles }))
    const own = all.filter((one) => one.id === actor.personId)
    const persons = admin ? [...own, ...all.filter((one) => one.id !== actor.personId)] : own
    const deputies = all.filter((one) =>
      persons.some((person) => person.id !== one.id && kindsBetween(person.roles, one.roles, DEPUTY_KINDS).length > 0),
    )
    return { persons, deputies }
  })
}
