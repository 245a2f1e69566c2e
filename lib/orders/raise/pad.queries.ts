import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { windowAround } from '#lib/orders/order/day.store.ts'
import { schemeInForce } from '#lib/orders/order/scheme.queries.ts'
import { hiddenAmounts } from '#lib/orders/order/sight.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'
import { alsoOnOrders } from './also.store.ts'
import { linesOfOrders } from './lines.store.ts'
import { needsOf } from './needs.store.ts'
import { loadPad, partsOfPad, type StoredPad, type StoredPart, totalsOfPart } from './pad.store.ts'
import { rowsOfPad } from './rows.store.ts'
import { asOfToday } from './today.store.ts'
import {
  type ChangedPad,
  lineView,
  type PadKept,
  type PadLineView,
  type PadPartView,
  type PadView,
  partView,
} from './view.rules.ts'

/** Lines that a pad's page holds at first, and that each further stretch adds. */
export const LINES_AT_ONCE = 100

const NOT_ALLOWED = { code: 'NOT_ALLOWED', permission: 'order.raise' } as const

/** A pad for its page: head, orders with totals and who must agree, and the first hundred lines. */
export async function padView(actor: Actor, padId: string, now: Date): Promise<Result<PadView>> {
  if (!may(actor, 'order.raise')) return refuse(NOT_ALLOWED)
  return withTrust(actor, async (tx) => {
    const loaded = await loadPad(tx, padId)
    if (!loaded.ok) return loaded
    const pad = loaded.value
    if (pad.closedAt) return refuse({ code: 'PAD_CLOSED' })
    const parts = await partsOfPad(tx, padId)
    const lines = await stretch(tx, { actor, now, padId }, parts, 0)
    return ok({
      id: padId,
      edit: pad.edit,
      head: headOf(pad),
      openedBy: nameOf(await peopleOfTrust(tx), pad.openedBy),
      keptAt: pad.changedAt.toISOString(),
      vatRate: (await settingsOfTrust(tx)).vatRate,
      lines,
      parts: await partViews(tx, actor, pad, parts, now),
      rows: await rowsOfPad(tx, padId),
    })
  })
}

/** Further lines of a pad: the hundred after so many. */
export async function furtherLines(
  actor: Actor,
  asked: { padId: string; after: number; now: Date },
): Promise<Result<{ lines: PadLineView[] }>> {
  if (!may(actor, 'order.raise')) return refuse(NOT_ALLOWED)
  return withTrust(actor, async (tx) => {
    const loaded = await loadPad(tx, asked.padId)
    if (!loaded.ok) return loaded
    return ok({ lines: await stretch(tx, { actor, ...asked }, await partsOfPad(tx, asked.padId), asked.after) })
  })
}

/** How a pad stands after changes were kept: the lines they touched, and its orders with who must agree now. */
export async function padAfter(
  actor: Actor,
  asked: { padId: string; changed: ChangedPad; now: Date },
): Promise<Result<PadKept>> {
  const { padId, changed, now } = asked
  if (!may(actor, 'order.raise')) return refuse(NOT_ALLOWED)
  return withTrust(actor, async (tx) => {
    const loaded = await loadPad(tx, padId)
    if (!loaded.ok) return loaded
    const parts = await partsOfPad(tx, padId)
    const orderIds = parts.map((part) => part.orderId)
    const lines = await asOfToday(tx, actor, await linesOfOrders(tx, orderIds, { ids: changed.lines }), now)
    const sight = sightOf(actor)
    const vmpIds = lines.map((line) => line.vmpId)
    const also = await alsoOnOrders(tx, { trustId: actor.trustId, padId, vmpIds, now })
    return ok({
      edit: changed.edit,
      keptAt: loaded.value.changedAt.toISOString(),
      head: headOf(loaded.value),
      added: changed.added,
      lines: lines.map((line) => lineView(line, sight, also.get(line.vmpId))),
      gone: changed.removed,
      rows: changed.rows,
      rowsGone: changed.rowsGone,
      parts: await partViews(tx, actor, loaded.value, parts, now),
    })
  })
}

/** The orders of a pad that hold lines, with totals and who must agree. */
export async function partViews(
  tx: Tx,
  actor: Actor,
  pad: Pick<StoredPad, 'emergency'>,
  parts: readonly StoredPart[],
  now: Date,
): Promise<PadPartView[]> {
  const live = parts.filter((part) => part.lines > 0)
  const { vatRate } = await settingsOfTrust(tx)
  const orderIds = live.map((part) => part.orderId)
  const looked = await asOfToday(tx, actor, await linesOfOrders(tx, orderIds, { counting: true }), now)
  const counting = Map.groupBy(looked, (line) => line.orderId)
  const full = live.map((part) => {
    return { ...part, totals: totalsOfPart(part, vatRate), drafts: counting.get(part.orderId) ?? [] }
  })
  const needs = await needsOf(tx, actor, { emergency: pad.emergency, now }, full)
  const { totals } = await hiddenAmounts(tx, actor, orderIds)
  const days = await hiddenDays(tx, actor, full, { totals, on: londonDate(now) })
  return full.map((part) =>
    partView(part, part.totals, needs.get(part.orderId) ?? [], {
      total: !totals.has(part.orderId),
      day: !days.has(part.supplierId),
    }),
  )
}

/** The suppliers whose commitment this actor may not see: of one order on the pad, or of one that counts together with it. */
async function hiddenDays(
  tx: Tx,
  actor: Actor,
  parts: readonly StoredPart[],
  { totals, on }: { totals: ReadonlySet<string>; on: LocalDate },
): Promise<Set<string>> {
  const suppliers = new Set(parts.filter((part) => totals.has(part.orderId)).map((part) => part.supplierId))
  if (sightOf(actor).pas || parts.length === 0) return suppliers
  const { begins } = windowAround({ on, ...(await schemeInForce(tx, on)).scheme.window })
  const rows = await tx.purchaseOrder.findMany({
    where: {
      ...{ trustId: actor.trustId, confidential: true },
      submittedOn: { gte: new Date(begins), lte: new Date(on) },
      supplierId: { in: parts.map((part) => part.supplierId) },
    },
    select: { supplierId: true },
  })
  return new Set([...suppliers, ...rows.map((row) => row.supplierId)])
}

async function stretch(
  tx: Tx,
  { actor, padId, now }: { actor: Actor; padId: string; now: Date },
  parts: readonly StoredPart[],
  from: number,
): Promise<PadLineView[]> {
  const orderIds = parts.map((part) => part.orderId)
  const lines = await asOfToday(tx, actor, await linesOfOrders(tx, orderIds, { from, most: LINES_AT_ONCE }), now)
  const sight = sightOf(actor)
  const vmpIds = lines.map((line) => line.vmpId)
  const also = await alsoOnOrders(tx, { trustId: actor.trustId, padId, vmpIds, now })
  return lines.map((line) => lineView(line, sight, also.get(line.vmpId)))
}

function headOf({ storeId, costCentreId, emergency, emergencyReason, note }: StoredPad): PadView['head'] {
  return { storeId, costCentreId, emergency, emergencyReason, note }
}
