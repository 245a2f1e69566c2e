import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { DEPUTY_KINDS, type DeputyKind } from '#lib/orders/order/deputy-kinds.rules.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import type { Role } from '../roles.ts'
import { type DeputyState, decides, kindsBetween, mayAgree, mayEnd, stateOf } from './consent.rules.ts'

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

const MOST = 200

/** Everybody's of the trust, the newest first; for who sees approvals or people. At most 200. */
export async function deputisings(actor: Actor, now: Date): Promise<DeputisingView[]> {
  if (!may(actor, 'approvals.view') && !may(actor, 'people.view')) return []
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const rows = await tx.deputising.findMany({
      where: { trustId: actor.trustId },
      orderBy: [{ fromAt: 'desc' }, { id: 'desc' }],
      take: MOST,
      include: { _count: { select: { approvals: true } } },
    })
    const me = people.get(actor.personId ?? '')
    return rows.map((row) => {
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
        decisions: row._count.approvals,
        mine: row.forPerson === actor.personId ? 'person' : row.deputy === actor.personId ? 'deputy' : null,
        mayAgree: state === 'asked' && me !== undefined && decides(actor.roles) && mayAgree(me, of),
        mayEnd: open && me !== undefined && mayEnd(me, of),
      }
    })
  })
}

/** What the Today page says of the reader's being away, whom they stand in for, and what waits for their consent. */
export async function deputyToday(actor: Actor, now: Date): Promise<DeputisingView[]> {
  if (!decides(actor.roles)) return []
  const all = await deputisings(actor, now)
  return all.filter((one) => (one.mine !== null && one.state === 'running') || one.mayAgree)
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
