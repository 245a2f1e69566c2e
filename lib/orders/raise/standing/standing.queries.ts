import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { visibleTo } from '../templates/template.rules.ts'
import { nextDates, rhythmWords } from './rhythm.rules.ts'
import { type Rhythm, rhythm } from './rhythm.schema.ts'

/** What became of one date. `open`: the pad that was made is still to be reviewed. */
export type StandingDateView = {
  dueOn: LocalDate
  outcome: 'made' | 'skipped' | 'missed' | 'failed'
  padId: string | null
  open: boolean
  why: string
  by: string | null
}

/** A standing order for its page: what is coming, and what became of the last dates. */
export type StandingView = {
  id: string
  templateId: string
  template: string
  rhythm: Rhythm
  ownerId: string
  owner: string
  status: 'active' | 'paused' | 'ended'
  nextOn: LocalDate | null
  version: number
  coming: { on: LocalDate; skipped: boolean }[]
  dates: StandingDateView[]
  /** Other standing orders of its template that are not ended. */
  others: { id: string; rhythm: string; owner: string; status: 'active' | 'paused' }[]
}

const COMING = 6
const PAST = 20

/** A standing order of a template that this person may use; null for any other. */
export async function standingView(actor: Actor, standingId: string, now: Date): Promise<StandingView | null> {
  if (!may(actor, 'order.raise')) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.standingOrder.findFirst({
      where: { id: standingId, template: visibleTo(actor) },
      include: {
        template: { select: { name: true } },
        standingDates: {
          orderBy: { dueOn: 'desc' },
          take: PAST + COMING,
          include: { pad: { select: { closedAt: true } } },
        },
      },
    })
    if (!row) return null
    const others = await tx.standingOrder.findMany({
      where: { templateId: row.templateId, status: { not: 'ended' }, id: { not: row.id } },
      orderBy: { id: 'asc' },
    })
    const people = await peopleOfTrust(tx)
    const today = londonDate(now)
    const kept = rhythm.parse(row.rhythm)
    const dates = row.standingDates.map((date): StandingDateView => {
      return {
        dueOn: storedDate(date.dueOn),
        outcome: outcomeOf(date.outcome),
        padId: date.padId,
        open: date.pad !== null && date.pad.closedAt === null,
        why: date.why,
        by: date.byId === null ? null : nameOf(people, date.byId),
      }
    })
    const skipped = new Set(dates.flatMap((date) => (date.outcome === 'skipped' ? [date.dueOn] : [])))
    const status = row.status === 'active' || row.status === 'paused' ? row.status : 'ended'
    return {
      id: row.id,
      templateId: row.templateId,
      template: row.template.name,
      rhythm: kept,
      ownerId: row.ownerId,
      owner: nameOf(people, row.ownerId),
      status,
      nextOn: row.nextOn && storedDate(row.nextOn),
      version: row.version,
      coming: status === 'ended' ? [] : nextDates(kept, today, COMING).map((on) => ({ on, skipped: skipped.has(on) })),
      dates: dates.filter((date) => date.dueOn <= today).slice(0, PAST),
      others: others.map((one) => ({
        id: one.id,
        rhythm: rhythmWords(rhythm.parse(one.rhythm)),
        owner: nameOf(people, one.ownerId),
        status: one.status === 'active' ? 'active' : 'paused',
      })),
    }
  })
}

function outcomeOf(text: string): StandingDateView['outcome'] {
  return text === 'made' || text === 'skipped' || text === 'missed' ? text : 'failed'
}

/** Who may review what a standing order makes: everybody here who raises orders, by name. */
export async function buyers(actor: Actor): Promise<{ id: string; name: string }[]> {
  if (!may(actor, 'order.raise')) return []
  return withTrust(actor, async (tx) => {
    const people = [...(await peopleOfTrust(tx)).values()]
    return people.filter((one) => !one.former && may(one, 'order.raise')).map(({ id, name }) => ({ id, name }))
  })
}
