import type { z } from 'zod'
import { isOffContractReason } from '#lib/orders/order/off-contract.rules.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import type { OrderListRow } from '#lib/orders/track/order-list.queries.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import type { OrderPageLine } from '#lib/orders/track/order-page-lines.queries.ts'
import { type Pence, type Price, penceAsDecimal, priceAsDecimal } from '#lib/values/money.ts'
import type { order, orderLine, orderSummary } from './order.schema.ts'

/** An instant as the API writes it. */
export function instantOf(at: Date): string
export function instantOf(at: Date | null): string | null
export function instantOf(at: Date | null): string | null {
  return at?.toISOString() ?? null
}

/** An amount as the API writes it; null where it is not shown. */
export function moneyOf(amount: Pence | null): string | null {
  return amount === null ? null : penceAsDecimal(amount)
}

/** A price of a pack as the API writes it; null where it is not shown. */
export function priceOf(amount: Price | null): string | null {
  return amount === null ? null : priceAsDecimal(amount)
}

/** An order of the list as the API tells it. */
export function summaryOf(row: OrderListRow): z.input<typeof orderSummary> {
  const { number, status, version, revision, emergency, lines, progress } = row
  return {
    ...{ number, status, version, revision, emergency, lines },
    supplier: { id: row.supplierId, name: row.supplier },
    store: { id: row.storeId, name: row.store },
    raisedAt: instantOf(row.raisedAt),
    gross: moneyOf(row.gross),
    progress: {
      lines: progress.lines,
      complete: progress.complete,
      answered: progress.answered,
      late: progress.late,
    },
  }
}

/** One order as the API tells it: what its page shows, without names of people. */
export function orderOf(page: OrderPage): z.input<typeof order> {
  const { number, status, version, revision, emergency, emergencyReason, note, closeReason, money } = page
  return {
    ...{ number, status, version, revision, emergency, emergencyReason, note, closeReason },
    kind: page.kind === 'cd' || page.kind === 'unlicensed' ? page.kind : 'standard',
    supplier: page.supplier,
    store: { id: page.store.id, name: page.store.name },
    costCentre: page.costCentreCode,
    raisedAt: instantOf(page.raisedAt),
    submittedAt: instantOf(page.submittedAt),
    approvedAt: instantOf(page.approvedAt),
    sentAt: instantOf(page.sentAt),
    answerDueAt: instantOf(page.answerDueAt),
    acknowledgedAt: instantOf(page.acknowledgedAt),
    closedAt: instantOf(page.closedAt),
    amounts: money && {
      net: penceAsDecimal(money.net),
      carriage: penceAsDecimal(money.carriage),
      vat: penceAsDecimal(money.vat),
      gross: penceAsDecimal(money.gross),
    },
    lines: page.lines.map(lineOf),
    approvals: page.approvals.map((one) => ({
      role: one.role as ApproverRole,
      step: one.step,
      named: one.named,
      state: one.state,
      retrospective: one.retrospective,
      dueAt: instantOf(one.dueAt),
      decidedAt: instantOf(one.decidedAt),
      decidedBy: one.by,
      inPlaceOf: one.inPlaceOf,
      comment: one.comment,
    })),
    transmissions: page.transmissions.map((one) => ({
      id: one.id,
      kind: one.kind as 'order',
      channel: one.channel as 'email',
      status: one.status as 'queued',
      queuedAt: instantOf(one.queuedAt),
      sentAt: instantOf(one.sentAt),
      lastError: one.lastError,
    })),
    receipts: page.receipts.map(({ number, receivedAt, packs, reversed, reversal }) => {
      return { number, receivedAt: instantOf(receivedAt), packs, reversed, reversal }
    }),
    documents: page.documents.map((one) => ({ ...one, madeAt: instantOf(one.madeAt) })),
  }
}

function lineOf(line: OrderPageLine): z.input<typeof orderLine> {
  const { amppId, gtin, supplierCode, product, brand, maker, ordered, received, closed, over, dueOn } = line
  const reason = line.offContractReason
  return {
    ...{ amppId, gtin, supplierCode, product, brand, maker, ordered, received, closed, over, dueOn },
    line: line.lineNo,
    pack: line.packText,
    outstanding: line.progress.outstanding,
    state: line.progress.state,
    price: priceOf(line.price),
    net: moneyOf(line.net),
    contractState: line.contractState as 'ON_CONTRACT',
    contract: line.contractReference,
    offContractReason: reason !== null && isOffContractReason(reason) ? reason : null,
    controlledDrug: line.cdCategory !== '0000',
    unlicensed: line.unlicensed,
    fridge: line.fridge,
    answer: line.answer && {
      code: line.answer.code,
      packs: line.answer.packs,
      price: priceOf(line.answer.price),
      expectedOn: line.answer.expectedOn,
      open: line.answer.open,
    },
  }
}
