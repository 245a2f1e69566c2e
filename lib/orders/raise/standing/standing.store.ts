import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { visibleTo } from '../templates/template.rules.ts'
import { nextUnskipped } from './rhythm.rules.ts'
import { type Rhythm, rhythm } from './rhythm.schema.ts'

/** A standing order as it is kept. */
export type StoredStanding = {
  id: string
  templateId: string
  ownerId: string
  rhythm: Rhythm
  status: 'active' | 'paused' | 'ended'
  nextOn: LocalDate | null
  version: number
}

/** A standing order of a template that this person may use, locked, as it was seen. Refuses NOT_FOUND, CHANGED_MEANWHILE, STANDING_ENDED. */
export async function lockStanding(
  tx: Tx,
  act: Act,
  { standingId, version }: { standingId: string; version: number },
): Promise<Result<StoredStanding>> {
  await tx.$queryRaw`SELECT id FROM standing_order WHERE id = ${standingId}::uuid FOR UPDATE`
  const found = await tx.standingOrder.findFirst({
    where: { id: standingId, template: visibleTo(act.actor) },
  })
  if (!found) return refuse({ code: 'NOT_FOUND', what: 'standing order' })
  if (found.version !== version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'standing order' })
  const standing = standingOf(found)
  return standing.status === 'ended' ? refuse({ code: 'STANDING_ENDED' }) : ok(standing)
}

/** A standing order from its row. */
export function standingOf(row: {
  id: string
  templateId: string
  ownerId: string
  rhythm: unknown
  status: string
  nextOn: Date | null
  version: number
}): StoredStanding {
  return {
    id: row.id,
    templateId: row.templateId,
    ownerId: row.ownerId,
    rhythm: rhythm.parse(row.rhythm),
    status: row.status === 'active' || row.status === 'paused' ? row.status : 'ended',
    nextOn: row.nextOn && storedDate(row.nextOn),
    version: row.version,
  }
}

/** The dates of a standing order that were left out. */
export async function skippedDates(tx: Tx, standingId: string): Promise<Set<string>> {
  const rows = await tx.standingDate.findMany({ where: { standingId, outcome: 'skipped' }, select: { dueOn: true } })
  return new Set(rows.map((row) => storedDate(row.dueOn)))
}

/** The next date of a rhythm from tomorrow on that nobody left out. */
export async function nextFromTomorrow(tx: Tx, act: Act, standing: { id: string; rhythm: Rhythm }): Promise<LocalDate> {
  return nextUnskipped(standing.rhythm, londonDate(act.now), await skippedDates(tx, standing.id))
}

/** Changes a standing order, if it still is the version that was seen, and says so in the record. */
export async function moveStanding(
  tx: Tx,
  act: Act,
  standing: StoredStanding,
  verb: 'CHANGED' | 'PAUSED' | 'RESUMED' | 'DATE_SKIPPED' | 'DATE_KEPT' | 'ENDED',
  to: Partial<Pick<StoredStanding, 'ownerId' | 'rhythm' | 'status' | 'nextOn'>>,
  more: Record<string, unknown> = {},
): Promise<Result<{ standingId: string }>> {
  const { nextOn, ...rest } = to
  const { count } = await tx.standingOrder.updateMany({
    where: { trustId: act.actor.trustId, id: standing.id, version: standing.version },
    data: {
      ...rest,
      ...(nextOn === undefined ? {} : { nextOn: nextOn === null ? null : new Date(nextOn) }),
      ...{ version: standing.version + 1, changedBy: personOf(act.actor), changedAt: act.now },
    },
  })
  if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'standing order' })
  const data = { version: standing.version + 1, ...to, ...more }
  audit(tx, { document: 'standing_order', id: standing.id, verb, data })
  return ok({ standingId: standing.id })
}

/** Whether somebody works here and may raise orders: who reviews what a standing order makes. Refuses NOT_A_BUYER. */
export async function buyerOf(tx: Tx, personId: string): Promise<Result<TrustPerson>> {
  const person = (await peopleOfTrust(tx)).get(personId)
  if (!person || person.former || !may(person, 'order.raise')) return refuse({ code: 'NOT_A_BUYER' })
  return ok(person)
}
