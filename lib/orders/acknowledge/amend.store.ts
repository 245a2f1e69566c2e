import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { searchable } from '#lib/catalogue/pack.rules.ts'
import { audit } from '#lib/db/audit.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { askForApprovals } from '#lib/orders/order/ask.store.ts'
import { countTogether, ordersOfDay } from '#lib/orders/order/day.store.ts'
import { moveOrder, type StoredOrder } from '#lib/orders/order/order.store.ts'
import { findAlsoBy } from '#lib/orders/order/order-search.store.ts'
import { queueTransmission } from '#lib/orders/order/transmission.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate, storedDate } from '#lib/values/dates.ts'
import { amendmentFacts, type KnownAnswer, type StoredAnswer } from './amend.queries.ts'
import { type Amendment, planAnswers, withLineIds } from './amend.rules.ts'
import { answerOfNewLine, type NewLine, type OrderedLine } from './new-line.rules.ts'

/** What became of a change: it waits for approval, its message is on the way, or something holds the order. */
export type Amended = { version: number; next: 'awaiting_approval' | 'queued' | 'held' }

type Made = { answer: KnownAnswer; line: OrderedLine; to: NewLine }

/**
 * Makes a new version of a sent order that takes these answers over: each line at other terms is superseded for what is
 * still to come, and a new line stands in its place. Where the trust's rules ask for approval it waits for it, else the
 * change is queued for the supplier, once. Receipts that came meanwhile stay with the old line. Refuses BEING_SENT while
 * another message is on its way, ASKED_ALREADY where one of the lines is being cancelled, and what `newLine` refuses.
 */
export async function amendOrder(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  answers: readonly StoredAnswer[],
): Promise<Result<Amended>> {
  const free = await mayAmend(tx, order, answers)
  if (!free.ok) return free
  const facts = await amendmentFacts(tx, act, order, answers)
  const on = order.submittedOn ? storedDate(order.submittedOn) : londonDate(act.now)
  const { days } = facts.scheme.scheme.window
  const sameDay = await ordersOfDay(tx, act, { supplierId: order.supplierId, on, days, exceptOrderId: order.id })
  const planned = planAnswers({ ...facts.order, sameDay }, facts.taken, facts.scheme.scheme, act.now)
  if (!planned.ok) return planned
  const { made } = planned.value
  const version = order.version + 1
  const lines = await writeLines(tx, act, order, version, made)
  if (!lines.ok) return lines
  const { totals } = planned.value.amendment
  const planning = planned.value.amendment.requirement
  const requirement = { ...planning, needed: withLineIds(planning.needed, lines.value) }
  const amendment = { ...planned.value.amendment, requirement }
  const changers = [...new Set([...order.changers, ...(act.actor.personId ? [act.actor.personId] : [])])]
  const moved = await moveOrder(tx, act, order, requirement.passes ? 'amendWithin' : 'amend', {
    ...totals,
    version,
    changers,
    dayTotal: requirement.dayTotal,
    autoPassed: requirement.passes && order.autoPassed,
    ...(requirement.passes ? { approvedAt: act.now } : {}),
  })
  if (!moved.ok) return moved
  await findAlsoBy(
    tx,
    order.id,
    made.map(({ to }) => searchable(`${to.productName} ${to.brand}`)),
  )
  audit(tx, {
    document: 'order',
    id: order.id,
    verb: 'AMENDED',
    data: record(order, version, amendment, made, lines.value),
  })
  const asking = { ...order, version, changers, dayTotal: requirement.dayTotal }
  await askForApprovals(tx, act, asking, requirement.needed, facts.scheme.scheme)
  const { id, number, supplierId } = order
  await countTogether(tx, act, { id, number, supplierId, on, days, total: requirement.dayTotal })
  if (!requirement.passes) return ok({ version, next: 'awaiting_approval' })
  const queued = await queueTransmission(tx, act, order)
  return queued.ok ? ok({ version, next: queued.value.state }) : queued
}

async function mayAmend(tx: Tx, order: StoredOrder, answers: readonly StoredAnswer[]): Promise<Result<undefined>> {
  const lineIds = answers.map((one) => one.orderLineId)
  const asked = await tx.orderChange.count({
    where: { orderId: order.id, state: 'asked', OR: [{ orderLineId: { in: lineIds } }, { kind: 'cancel_order' }] },
  })
  if (asked > 0) return refuse({ code: 'ASKED_ALREADY' })
  const onItsWay = await tx.transmission.count({
    where: { orderId: order.id, status: { in: ['queued', 'sending', 'needs_checking'] } },
  })
  return onItsWay > 0 ? refuse({ code: 'BEING_SENT' }) : ok()
}

/** Supersedes the old lines and writes the new ones, each with the answer that led to it. Answers the new lines' ids. */
async function writeLines(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  version: number,
  made: readonly Made[],
): Promise<Result<string[]>> {
  const { trustId } = act.actor
  const last = Math.max(0, ...order.orderLines.map((line) => line.lineNo))
  const ids: string[] = []
  for (const [index, { answer, line, to }] of made.entries()) {
    const { count } = await tx.orderLine.updateMany({
      where: {
        ...{ trustId, id: line.id, state: 'open' },
        ...{ receivedPacks: line.received, closedPacks: line.closed, overPacks: line.over },
      },
      data: {
        state: 'superseded',
        stateReason: line.amppId === to.amppId ? 'Another price' : 'Another pack',
        endedInVersion: version,
        closedPacks: { increment: to.handedOn },
        supersededPacks: { increment: to.handedOn },
      },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'line' })
    const id = act.newId()
    ids.push(id)
    const place = { trustId, id, orderId: order.id, lineNo: last + index + 1, addedInVersion: version }
    await tx.orderLine.create({ data: { ...place, ...columns(to) } })
    await tx.acknowledgementLine.create({
      data: {
        ...{
          trustId,
          id: act.newId(),
          acknowledgementId: answer.acknowledgementId,
          orderId: order.id,
          orderLineId: id,
        },
        ...answerOfNewLine(line, answer, to),
        price: to.price,
        expectedOn: to.expectedOn && new Date(to.expectedOn),
        resolvedBy: act.actor.personId,
        resolvedAt: act.now,
      },
    })
  }
  return ok(ids)
}

type Columns = Omit<
  Prisma.OrderLineUncheckedCreateInput,
  'trustId' | 'id' | 'orderId' | 'lineNo' | 'addedInVersion' | 'state'
>

function columns(line: NewLine): Columns {
  const { handedOn: _, award, why, expectedOn, ...rest } = line
  return {
    ...rest,
    priceBasis: 'typed',
    awardOwnerId: award?.ownerId ?? null,
    awardId: award?.id ?? null,
    why,
    dueOn: expectedOn && new Date(expectedOn),
  }
}

function record(
  order: StoredOrder,
  version: number,
  { totals, requirement, difference }: Amendment,
  made: readonly Made[],
  ids: readonly string[],
) {
  return {
    version,
    from: order.version,
    lines: made.map(({ line, to }, index) => ({
      ...{ lineId: line.id, lineNo: line.lineNo, handedOn: to.handedOn, was: line.price },
      ...{ newLineId: ids[index], amppId: to.amppId, packs: to.packs, price: to.price, state: to.contractState },
    })),
    ...{ net: totals.net, carriage: totals.carriage, vat: totals.vat, gross: totals.gross, difference },
    needed: requirement.needed.map(({ role, reasons, retrospective, dueAt }) => ({
      ...{ role, reasons, retrospective },
      dueAt: dueAt.toISOString(),
    })),
  }
}
