import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { type Resolution, resolveOpenAnswer } from '#lib/orders/order/answer.store.ts'
import { type AnswerAct, actsFor, changesTerms, remainderOf, takenAs } from '#lib/orders/order/answer-decision.rules.ts'
import { outstandingPacks } from '#lib/orders/order/order.progress.ts'
import { endRemainder } from '#lib/orders/order/order.remainder.store.ts'
import { loadOrder, type StoredOrder } from '#lib/orders/order/order.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { promise } from './acknowledge.store.ts'
import { answerable, knownAnswer, type StoredAnswer } from './amend.queries.ts'
import { type Amended, amendOrder } from './amend.store.ts'
import type { ResolveAnswer } from './resolve.schema.ts'

/** What became of the answers; `next` where accepting them made a new version of the order; how many others still wait. */
export type Resolved = { number: string; answers: number; version: number; next: Amended['next'] | null; open: number }

type Settled = Omit<Resolved, 'open'>

/**
 * Deals with answers that change an order, several at once: all of them or none. Accept: another price or pack makes one
 * new version, which asks for approval where it costs more and is sent once; packs that follow later are waited for.
 * Short-close: what will not come is closed, and where the supplier means to deliver they are asked to cancel. Refusals:
 * CHANGED_MEANWHILE (somebody else dealt with it, or the order moved on), NOTHING_OUTSTANDING (everything came),
 * NOT_FOUND, WRONG_STATUS, INVALID (nothing to wait for), and those of `amendOrder` and `endRemainder`.
 */
export async function resolveAnswer(act: Act, input: ResolveAnswer): Promise<Result<Resolved>> {
  return commit<Resolved>(act, { name: 'resolveAnswer', permission: 'order.acknowledge' }, input, async (tx) => {
    const loaded = await loadOrder(tx, input.number)
    if (!loaded.ok) return loaded
    const order = loaded.value
    if (order.version !== input.version) return refuse({ code: 'CHANGED_MEANWHILE', what: 'order' })
    if (order.status !== 'sent') return refuse({ code: 'WRONG_STATUS', verb: 'resolve', status: order.status })
    const open = await openAnswers(tx, order, input.answerIds)
    if (!open.ok) return open
    const done =
      input.decision === 'accept'
        ? await accept(tx, act, order, open.value, input.reason)
        : await shortClose(tx, act, order, open.value, input.reason)
    if (!done.ok) return done
    const left = await tx.acknowledgementLine.count({ where: { orderId: order.id, resolution: 'open' } })
    return ok({ ...done.value, open: left })
  })
}

type Open = { row: StoredAnswer; line: StoredOrder['orderLines'][number]; acts: AnswerAct[]; terms: boolean }

async function openAnswers(tx: Tx, order: StoredOrder, ids: readonly string[]): Promise<Result<Open[]>> {
  const rows = await tx.acknowledgementLine.findMany({
    where: { id: { in: [...ids] }, orderId: order.id },
    include: { acknowledgement: true },
    orderBy: { id: 'asc' },
  })
  if (rows.length !== new Set(ids).size) return refuse({ code: 'NOT_FOUND', what: 'answer' })
  const open: Open[] = []
  for (const row of rows) {
    const line = order.orderLines.find((one) => one.id === row.orderLineId)
    if (!line) return refuse({ code: 'NOT_FOUND', what: 'line' })
    if (row.resolution !== 'open') return refuse({ code: 'CHANGED_MEANWHILE', what: 'answer' })
    const facts = answerable(line)
    if (outstandingPacks(facts) === 0) return refuse({ code: 'NOTHING_OUTSTANDING' })
    const answer = knownAnswer(row)
    open.push({ row, line, acts: actsFor(facts, answer), terms: changesTerms(facts, answer) })
  }
  return ok(open)
}

async function accept(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  open: readonly Open[],
  reason: string,
): Promise<Result<Settled>> {
  for (const { row, line, acts, terms } of open) {
    if (!acts.includes('accept') && !acts.includes('wait')) {
      const message = `Line ${line.lineNo}: nothing will come. Close it, or order elsewhere`
      return refuse({ code: 'INVALID', errors: [{ field: 'decision', message }] })
    }
    const resolution = terms ? 'accepted' : takenAs(knownAnswer(row).code)
    const resolved = await settle(tx, act, order, { row, line }, { resolution, packs: row.packs, reason })
    if (!resolved.ok) return resolved
  }
  const waits = open.filter((one) => !one.terms).map(({ row }) => knownAnswer(row))
  await promise(tx, act, waits)
  const terms = open.filter((one) => one.terms).map(({ row }) => row)
  const done = { number: order.number, answers: open.length }
  if (terms.length === 0) return ok({ ...done, version: order.version, next: null })
  const amended = await amendOrder(tx, act, order, terms)
  return amended.ok ? ok({ ...done, ...amended.value }) : amended
}

async function shortClose(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  open: readonly Open[],
  reason: string,
): Promise<Result<Settled>> {
  for (const { row, line } of open) {
    const remainder = remainderOf(answerable(line), knownAnswer(row))
    const { packs } = remainder
    const resolved = await settle(tx, act, order, { row, line }, { resolution: 'short_closed', packs, reason })
    if (!resolved.ok) return resolved
    const ended = await endRemainder(tx, act, order, line, { ...remainder, reason })
    if (!ended.ok) return ended
  }
  return ok({ number: order.number, answers: open.length, version: order.version, next: null })
}

async function settle(
  tx: Tx,
  act: Act,
  order: StoredOrder,
  { row, line }: Pick<Open, 'row' | 'line'>,
  { resolution, packs, reason }: { resolution: Resolution; packs: number; reason: string },
): Promise<Result<undefined>> {
  const resolved = await resolveOpenAnswer(tx, act, row, resolution, reason)
  if (!resolved.ok) return resolved
  audit(tx, {
    document: 'order',
    id: order.id,
    verb: 'RESOLVED',
    data: {
      ...{ version: order.version, answerId: row.id, lineId: line.id, lineNo: line.lineNo },
      ...{ code: row.code, resolution, packs, reason },
    },
  })
  return ok()
}
