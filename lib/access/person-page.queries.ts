import 'server-only'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import type { Actor } from './actor.ts'
import type { InForce } from './conflicts/conflict.rules.ts'
import { exceptionsInForce } from './conflicts/exception.store.ts'
import { leavingsOfTrust } from './leavers/leaving.store.ts'
import { canGoOn, canTakeOver } from './leavers/take-over.rules.ts'
import { type WaitingWork, waitingWork, whoseWorkLies } from './leavers/work.store.ts'
import { may } from './permissions.ts'
import { type PersonEvent, personEvents } from './person-record.store.ts'
import type { SiteLimit } from './sites/site.rules.ts'
import { limitsOf } from './sites/site.store.ts'

/** A site that a role can be limited to. */
export type SiteChoice = { id: string; name: string }

/** A person of the trust with everything that their page shows. */
export type PersonPage = {
  person: TrustPerson
  limits: SiteLimit[]
  sites: SiteChoice[]
  exceptions: InForce[]
  record: PersonEvent[]
  /** They leave from this day on, and who takes their work over; null when no day is set. */
  leaving: { from: LocalDate; to: string | null } | null
  work: WaitingWork
  /** Who could take their work over. */
  takers: { id: string; name: string }[]
  own: boolean
  today: LocalDate
}

/** The page of a person of the actor's trust; null where there is none, or the actor may not see people. */
export async function personPage(actor: Actor, personId: string, now: Date): Promise<PersonPage | null> {
  if (!may(actor, 'people.view') || !isUuid(personId)) return null
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const person = people.get(personId)
    if (!person) return null
    const sites = await tx.site.findMany({
      where: { trustId: actor.trustId },
      select: { id: true, name: true },
      orderBy: { name: 'asc' },
    })
    const leaving = (await leavingsOfTrust(tx)).find((one) => one.personId === personId)
    return {
      person,
      sites,
      leaving: leaving ? { from: leaving.from, to: leaving.handTo && nameOf(people, leaving.handTo) } : null,
      work: await waitingWork(tx, { trustId: actor.trustId, people, now }, personId),
      takers: [...people.values()].flatMap((one) =>
        canTakeOver(personId, one) ? [{ id: one.id, name: one.name }] : [],
      ),
      limits: await limitsOf(tx, personId),
      exceptions: await exceptionsInForce(tx, { actor }, personId),
      record: await personEvents(tx, actor, personId, (id) => nameOf(people, id)),
      own: actor.personId === personId,
      today: londonDate(now),
    }
  })
}

/** People who have left, or raise orders no more, and whose work nobody has taken over, by name; none for who may not administer. */
export async function workLeftBehind(actor: Actor): Promise<{ id: string; name: string }[]> {
  if (!may(actor, 'people.edit')) return []
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const gone = [...people.values()].filter((one) => !canGoOn(one))
    const ids = new Set(
      await whoseWorkLies(
        tx,
        actor.trustId,
        gone.map(({ id }) => id),
      ),
    )
    return gone.flatMap(({ id, name }) => (ids.has(id) ? [{ id, name }] : []))
  })
}

/** The sites of the actor's trust, for who gives out roles; none where there is only one. */
export async function siteChoices(actor: Actor): Promise<SiteChoice[]> {
  if (!may(actor, 'people.view')) return []
  return withTrust(actor, async (tx) => {
    const select = { id: true, name: true }
    const sites = await tx.site.findMany({ where: { trustId: actor.trustId }, select, orderBy: { name: 'asc' } })
    return sites.length > 1 ? sites : []
  })
}
