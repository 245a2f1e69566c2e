import 'server-only'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import type { Actor } from './actor.ts'
import { exceptionsInForce } from './conflicts/exception.store.ts'
import type { PeopleAddress, PeopleView } from './people-list.schema.ts'
import { may } from './permissions.ts'
import { accountUses, type PersonUse } from './person-use.store.ts'
import { isRole, type Role } from './roles.ts'
import type { SiteLimit } from './sites/site.rules.ts'
import { limitsOfTrust } from './sites/site.store.ts'

/** A person in the list of people. */
export type PersonRow = TrustPerson & {
  limits: SiteLimit[]
  exceptions: { role: Role; beside: Role; until: LocalDate }[]
  use: PersonUse
}

/** The people of the address, and how many each view holds. */
export type PeopleList = {
  rows: PersonRow[]
  counts: Record<PeopleView, number>
  sites: { id: string; name: string }[]
}

const NEVER: Omit<PersonUse, 'joinedAt'> = {
  leftAt: null,
  seenAt: null,
  openSessions: 0,
  oneTime: false,
  locked: false,
}

/** Everybody who works or worked for the actor's trust, by name, narrowed to the address; none where they may not see people. */
export async function listPeople(actor: Actor, now: Date, address: PeopleAddress): Promise<PeopleList> {
  if (!may(actor, 'people.view')) return { rows: [], counts: { here: 0, exceptions: 0, left: 0 }, sites: [] }
  return withTrust(actor, async (tx) => {
    const people = [...(await peopleOfTrust(tx)).values()]
    const uses = await accountUses(tx, now)
    const limits = await limitsOfTrust(tx)
    const exceptions = await exceptionsInForce(tx, { actor })
    const sites = await tx.site.findMany({ where: { trustId: actor.trustId }, select: { id: true, name: true } })
    const all = people.map(
      (one): PersonRow => ({
        ...one,
        limits: limits.get(one.id) ?? [],
        exceptions: exceptions.filter((exception) => exception.personId === one.id),
        use: uses.get(one.id) ?? { ...NEVER, joinedAt: now },
      }),
    )
    const views: Record<PeopleView, PersonRow[]> = {
      here: all.filter((one) => !one.former),
      exceptions: all.filter((one) => one.exceptions.length > 0),
      left: all.filter((one) => one.former),
    }
    const words = address.q.toLowerCase().split(/\s+/).filter(Boolean)
    const rows = views[address.view].filter((one) => {
      const text = `${one.name} ${one.email}`.toLowerCase()
      return words.every((word) => text.includes(word)) && (!address.role || one.roles.includes(address.role))
    })
    const counts = { here: views.here.length, exceptions: views.exceptions.length, left: views.left.length }
    return { rows, counts, sites }
  })
}

/** An exception with its names, for the list of them. */
export type ExceptionRow = {
  id: string
  person: string
  role: Role
  beside: Role
  reason: string
  until: LocalDate
  askedBy: string
  givenBy: string
  givenAt: Date
  endedAt: Date | null
  endedWhy: string | null
}

const MOST_EXCEPTIONS = 1000

/** Every exception there was in the actor's trust, those in force first; none where they may not see people. */
export async function exceptionsFor(actor: Actor): Promise<ExceptionRow[]> {
  if (!may(actor, 'people.view')) return []
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const rows = await tx.roleException.findMany({
      where: { trustId: actor.trustId },
      orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
      take: MOST_EXCEPTIONS,
    })
    return rows.flatMap((row): ExceptionRow[] => {
      const { id, role, beside, reason, until, givenAt, endedAt, endedWhy } = row
      if (!isRole(role) || !isRole(beside)) return []
      return [
        {
          ...{ id, role, beside, reason, givenAt, endedAt, endedWhy, until: storedDate(until) },
          person: nameOf(people, row.personId),
          askedBy: nameOf(people, row.askedBy),
          givenBy: nameOf(people, row.givenBy),
        },
      ]
    })
  })
}
