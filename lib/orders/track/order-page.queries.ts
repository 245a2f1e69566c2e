import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { type Hidden, hiddenBy, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { documentsOfOrder, type ListedDocument } from '#lib/documents/document.queries.ts'
import { type OrderProgress, orderProgress } from '#lib/orders/order/order.progress.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import type { ApproverRole } from '#lib/orders/order/plan.schema.ts'
import { hiddenAmounts } from '#lib/orders/order/sight.store.ts'
import { type Hold, holdsOf } from '#lib/orders/order/transmission.rules.ts'
import { holdFacts } from '#lib/orders/order/transmission.store.ts'
import { packsBack, valueOfPacks } from '#lib/orders/order/went-back.rules.ts'
import { type WhoWords, whoWords } from '#lib/orders/order/who-words.rules.ts'
import { accountNumberOf } from '#lib/suppliers/account-number.queries.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { type HistoryEntry, historyOf } from './history.queries.ts'
import { factsOf, linesOf, type OrderPageLine } from './order-page-lines.queries.ts'

/** One approval of the version as it stands. */
export type OrderPageApproval = {
  role: string
  step: number
  /** Asked of people by name. */
  named: boolean
  who: WhoWords
  state: string
  retrospective: boolean
  dueAt: Date | null
  by: string | null
  /** In whose place it was decided; null = in their own right. */
  inPlaceOf: string | null
  decidedAt: Date | null
  comment: string
}

/** Everything the page of one order shows. Null from `orderPage` = no such order in this trust. */
export type OrderPage = {
  id: string
  number: string
  status: OrderStatus
  version: number
  /** Counts every write. */
  revision: number
  kind: string
  supplier: { id: string; name: string; account: string | null }
  store: { id: string; name: string; site: string }
  costCentre: string
  costCentreCode: string
  emergency: boolean
  emergencyReason: string
  note: string
  raisedById: string
  /** Whoever raised, submitted or changed it: they do not book it in. */
  raisers: string[]
  raisedBy: string
  raisedAt: Date
  submittedAt: Date | null
  approvedAt: Date | null
  autoPassed: boolean
  sentAt: Date | null
  /** What keeps an approved order from leaving, while no message of it waits. */
  holds: Hold[]
  answerDueAt: Date | null
  acknowledgedAt: Date | null
  closedAt: Date | null
  closeReason: string
  padId: string | null
  /** Why there is no money to show; null where there is. */
  hidden: Hidden | null
  money: { net: Pence; carriage: Pence; vat: Pence; gross: Pence; received: Pence; back: Pence } | null
  lines: OrderPageLine[]
  progress: OrderProgress
  approvals: OrderPageApproval[]
  transmissions: {
    id: string
    kind: string
    version: number
    channel: string
    status: string
    recipient: string
    queuedAt: Date
    sentAt: Date | null
    lastError: string
  }[]
  documents: ListedDocument[]
  receipts: {
    id: string
    number: string
    receivedAt: Date
    receivedBy: string
    packs: number
    reversed: boolean
    reversal: boolean
  }[]
  changes: {
    id: string
    kind: string
    lineNo: number | null
    packs: number | null
    reason: string
    state: string
    askedBy: string
    askedAt: Date
    answerNote: string
  }[]
  history: HistoryEntry[]
}

/** The page of one order of the actor's trust, by its number. */
export async function orderPage(actor: Actor, now: Date, number: string): Promise<OrderPage | null> {
  if (!may(actor, 'order.view')) return null
  return withTrust(actor, async (tx) => {
    const order = await tx.purchaseOrder.findFirst({
      where: { trustId: actor.trustId, number },
      include: { store: { include: { site: true } }, costCentre: true },
    })
    if (!order) return null
    const people = await peopleOfTrust(tx)
    const hidden = await hiddenAmounts(tx, actor, [order.id])
    const showMoney = !hidden.totals.has(order.id)
    const today = londonDate(now)
    const account = await accountNumberOf(tx, order.supplierId, order.storeId)
    const lines = await linesOf(tx, actor, order.id, today, people)
    const status = orderStatus(order.status)
    const records = await recordsOf(tx, actor, order, people)
    const waits =
      status === 'approved' &&
      !records.transmissions.some((one) => one.kind !== 'cancellation' && one.version === order.version)
    const received = lines.reduce((sum, line) => sum + valueOfPacks(line, line.received), 0)
    const back = lines.reduce((sum, line) => sum + valueOfPacks(line, packsBack(line.wentBack)), 0)
    return {
      id: order.id,
      number: order.number,
      status,
      version: order.version,
      revision: order.edit,
      kind: order.kind,
      supplier: { id: order.supplierId, name: order.supplierName, account: account || null },
      store: { id: order.storeId, name: order.store.name, site: order.store.site.name },
      costCentre: `${order.costCentre.code} ${order.costCentre.name}`,
      costCentreCode: order.costCentre.code,
      emergency: order.emergency,
      emergencyReason: order.emergencyReason,
      note: order.note,
      raisedById: order.raisedBy,
      raisers: [order.raisedBy, order.submittedBy, ...order.changers].filter((one) => one !== null),
      raisedBy: nameOf(people, order.raisedBy),
      raisedAt: order.raisedAt,
      submittedAt: order.submittedAt,
      approvedAt: order.approvedAt,
      autoPassed: order.autoPassed,
      sentAt: order.sentAt,
      answerDueAt: order.answerDueAt,
      acknowledgedAt: order.acknowledgedAt,
      closedAt: order.closedAt,
      closeReason: order.closeReason,
      padId: order.padId,
      hidden: showMoney ? null : hiddenBy(sightOf(actor)),
      money: showMoney
        ? {
            net: pence(order.net),
            carriage: pence(order.carriage),
            vat: pence(order.vat),
            gross: pence(order.gross),
            received: pence(received),
            back: pence(back),
          }
        : null,
      lines,
      progress: orderProgress(status, lines.map(factsOf), today),
      ...records,
      holds: waits ? holdsOf(await holdFacts(tx, order), today) : [],
      history: await historyOf(tx, actor, order.id, people),
    }
  })
}

async function recordsOf(
  tx: Tx,
  actor: Actor,
  { id: orderId, version }: { id: string; version: number },
  people: Map<string, TrustPerson>,
) {
  const where = { trustId: actor.trustId, orderId }
  const approvals = await tx.approval.findMany({ where: { ...where, version }, orderBy: { id: 'asc' } })
  const transmissions = await tx.transmission.findMany({ where, orderBy: { id: 'desc' } })
  const documents = await documentsOfOrder(tx, actor, orderId)
  const receipts = await tx.$queryRaw<
    {
      id: string
      number: string
      received_at: Date
      received_by: string
      packs: number
      reversed: boolean
      reversal: boolean
    }[]
  >`SELECT r.id, r.number, r.received_at, r.received_by, sum(l.accepted_packs)::int AS packs,
      EXISTS (SELECT FROM receipt v WHERE v.trust_id = r.trust_id AND v.reverses_id = r.id) AS reversed,
      r.reverses_id IS NOT NULL AS reversal
    FROM receipt_line l JOIN receipt r ON r.trust_id = l.trust_id AND r.id = l.receipt_id
    WHERE l.trust_id = ${actor.trustId}::uuid AND l.order_id = ${orderId}::uuid GROUP BY r.trust_id, r.id ORDER BY r.id DESC`
  const changes = await tx.orderChange.findMany({
    where,
    include: { orderLine: { select: { lineNo: true } } },
    orderBy: { id: 'desc' },
  })
  return {
    approvals: approvals.map((row) => ({
      role: row.role,
      step: row.step,
      named: row.people.length > 0,
      who: whoWords({
        role: row.role as ApproverRole,
        names: row.people.map((one) => nameOf(people, one)),
        signatures: 1,
      }),
      state: row.state,
      retrospective: row.retrospective,
      dueAt: row.dueAt,
      by: row.decidedBy ? nameOf(people, row.decidedBy) : null,
      inPlaceOf: row.decidedFor ? nameOf(people, row.decidedFor) : null,
      decidedAt: row.decidedAt,
      comment: row.comment,
    })),
    transmissions: transmissions.map((row) => ({
      id: row.id,
      kind: row.kind,
      version: row.version,
      channel: row.channel,
      status: row.status,
      recipient: row.recipient,
      queuedAt: row.queuedAt,
      sentAt: row.sentAt,
      lastError: row.lastError,
    })),
    documents,
    receipts: receipts.map((row) => ({
      id: row.id,
      number: row.number,
      receivedAt: row.received_at,
      receivedBy: nameOf(people, row.received_by),
      packs: row.packs,
      reversed: row.reversed,
      reversal: row.reversal,
    })),
    changes: changes.map((row) => ({
      id: row.id,
      kind: row.kind,
      lineNo: row.orderLine?.lineNo ?? null,
      packs: row.packs,
      reason: row.reason,
      state: row.state,
      askedBy: nameOf(people, row.askedBy),
      askedAt: row.askedAt,
      answerNote: row.answerNote,
    })),
  }
}
