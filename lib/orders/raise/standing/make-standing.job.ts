import 'server-only'
import { type Act, inNameOf } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import type { Refusal } from '#lib/refusal.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { openFilledPad } from '../fill-pad.store.ts'
import { linesOfTemplate } from '../templates/template.store.ts'
import { nextDates, nextUnskipped } from './rhythm.rules.ts'
import { buyerOf, type StoredStanding, skippedDates, standingOf } from './standing.store.ts'

/**
 * Makes what one trust's standing orders are due for: a pad of the owner's with the template's packs at today's prices,
 * once for each date, however many workers try. It never submits. Where the worker was away over several dates, the last
 * one is made and the others are said to have been missed. What cannot be made is paused, with the reason.
 */
export async function makeStandingOrders(act: Act): Promise<{ made: number; failed: number }> {
  const today = londonDate(act.now)
  const due = await withTrust(act.actor, (tx) =>
    tx.standingOrder.findMany({
      where: { status: 'active', nextOn: { lte: new Date(today) } },
      orderBy: { id: 'asc' },
      select: { id: true },
    }),
  )
  const done = { made: 0, failed: 0 }
  for (const { id } of due) {
    const outcome = await makeOne(act, id, today)
    if (outcome !== 'gone') done[outcome] += 1
  }
  log.info({ job: 'standing-orders', trust: act.actor.trustId, ...done }, 'standing orders')
  return done
}

class NotMade extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

async function makeOne(act: Act, id: string, today: LocalDate): Promise<'made' | 'failed' | 'gone'> {
  try {
    return await withTrust(act.actor, async (tx) => {
      const standing = await dueNow(tx, id, today)
      if (!standing) return 'gone'
      const date = await deal(tx, act, standing, today)
      const padId = await draft(tx, act, standing)
      await note(tx, act, standing, { dueOn: date, outcome: 'made', padId })
      return 'made'
    })
  } catch (fault) {
    if (!(fault instanceof NotMade)) throw fault
    const why = fault.refusal.code
    return withTrust(act.actor, async (tx) => {
      const standing = await dueNow(tx, id, today)
      if (!standing) return 'gone'
      const date = await deal(tx, act, standing, today, 'paused')
      await note(tx, act, standing, { dueOn: date, outcome: 'failed', why })
      return 'failed'
    })
  }
}

/** The standing order, locked, if it is still due: another worker may have been quicker. */
async function dueNow(tx: Tx, id: string, today: LocalDate): Promise<StoredStanding | null> {
  await tx.$queryRaw`SELECT id FROM standing_order WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.standingOrder.findFirst({ where: { id } })
  const standing = row && standingOf(row)
  return standing?.status === 'active' && standing.nextOn !== null && standing.nextOn <= today ? standing : null
}

/** Moves on to the next date, says of all dates that have come but the last that they were missed, and answers that one. */
async function deal(
  tx: Tx,
  act: Act,
  standing: StoredStanding,
  today: LocalDate,
  status: 'active' | 'paused' = 'active',
): Promise<LocalDate> {
  const first = standing.nextOn ?? today
  const skipped = await skippedDates(tx, standing.id)
  const dates = [first]
  for (let [next] = nextDates(standing.rhythm, first, 1); next !== undefined && next <= today; ) {
    if (!skipped.has(next)) dates.push(next)
    ;[next] = nextDates(standing.rhythm, next, 1)
  }
  const last = dates.at(-1) ?? first
  for (const dueOn of dates.slice(0, -1)) await note(tx, act, standing, { dueOn, outcome: 'missed' })
  const nextOn = nextUnskipped(standing.rhythm, today > last ? today : last, skipped)
  await tx.standingOrder.updateMany({
    where: { trustId: act.actor.trustId, id: standing.id, version: standing.version },
    data: { nextOn: new Date(nextOn), status, version: standing.version + 1 },
  })
  return last
}

/** Fills a pad as its owner would: the drafts are theirs, so that somebody else agrees to them. */
async function draft(tx: Tx, act: Act, standing: StoredStanding): Promise<string> {
  const owner = await buyerOf(tx, standing.ownerId)
  if (!owner.ok) throw new NotMade(owner.refusal)
  const actor = inNameOf(act.actor, owner.value)
  const template = await tx.template.findFirst({ where: { id: standing.templateId, removedAt: null } })
  if (!template) throw new NotMade({ code: 'NOT_FOUND', what: 'template' })
  const filled = await openFilledPad(tx, { ...act, actor }, template, await linesOfTemplate(tx, template.id))
  if (!filled.ok) throw new NotMade(filled.refusal)
  return filled.value.padId
}

async function note(
  tx: Tx,
  act: Act,
  standing: StoredStanding,
  date: { dueOn: LocalDate; outcome: 'made' | 'missed' | 'failed'; padId?: string; why?: string },
): Promise<void> {
  await tx.standingDate.create({
    data: {
      ...{ trustId: act.actor.trustId, standingId: standing.id, dueOn: new Date(date.dueOn), outcome: date.outcome },
      ...{ padId: date.padId ?? null, why: date.why ?? '', at: act.now },
    },
  })
}
