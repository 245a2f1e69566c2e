import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { formularyOf } from '#lib/catalogue/formulary/formulary.queries.ts'
import { NOT_LISTED } from '#lib/catalogue/formulary/formulary.rules.ts'
import { handledById } from '#lib/catalogue/handled/handled.queries.ts'
import { codesOfPacks, packsByIds, supplierCodeOf } from '#lib/catalogue/pack.queries.ts'
import { offersFor } from '#lib/contracts/offers.queries.ts'
import type { ContractState } from '#lib/contracts/price.rules.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import type { OrderOfDay } from '#lib/orders/order/approval.rules.ts'
import { orderKind } from '#lib/orders/order/order.split.rules.ts'
import type { StoredOrder } from '#lib/orders/order/order.store.ts'
import { schemeOfVersion, type VersionedScheme } from '#lib/orders/order/scheme.queries.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { type LocalDate, londonDate, storedDate } from '#lib/values/dates.ts'
import { formatDateOf } from '#lib/values/format.ts'
import { pence, price } from '#lib/values/money.ts'
import type { AmendableOrder, TakenAnswer } from './amend.rules.ts'
import type { AnswerableLine, LineAnswer } from './answer.rules.ts'
import type { OrderedLine } from './new-line.rules.ts'

/** A stored answer to a line, with the answer as a whole that it belongs to. */
export type StoredAnswer = Prisma.AcknowledgementLineGetPayload<{ include: { acknowledgement: true } }>

/** A stored answer in the terms of the rules, with what finds it again. */
export type KnownAnswer = LineAnswer & { id: string; acknowledgementId: string }

/** What a new version of an order is worked out from: the order, and each answer with what its new line is made from. */
export type AmendmentFacts = {
  order: Omit<AmendableOrder, 'sameDay'>
  taken: TakenAnswer<KnownAnswer>[]
  scheme: VersionedScheme
}

/**
 * Reads what taking these answers over is decided on. Prices are held against the contracts of the day on which the
 * order was submitted: that is when the trust bound itself.
 */
export async function amendmentFacts(
  tx: Tx,
  asking: { actor: Actor; now: Date },
  order: StoredOrder,
  answers: readonly StoredAnswer[],
): Promise<AmendmentFacts> {
  const on = order.submittedOn ? storedDate(order.submittedOn) : londonDate(asking.now)
  const lines = order.orderLines.map(orderedLine)
  const byId = new Map(lines.map((line) => [line.id, line]))
  const known = answers.map(knownAnswer)
  const others = known.flatMap((one) => one.substituteAmppId ?? [])
  const ordered = known.flatMap((one) => byId.get(one.lineId)?.amppId ?? [])
  const offers = await offersFor(tx, asking.actor, { amppIds: [...new Set([...ordered, ...others])], on })
  const packs = await handledById(tx, await packsByIds(tx, asking.actor, others), londonDate(asking.now))
  const codes = await codesOfPacks(tx, others, on)
  const formulary = await formularyOf(tx, [...packs.values()], londonDate(asking.now))
  const settings = await settingsOfTrust(tx)
  const { vatRate, batchRequired } = settings
  const kind = orderKind(order.kind)
  const vendor = { id: order.supplierId, name: order.supplierName }
  return {
    order: {
      lines,
      carriage: pence(order.carriage),
      vatRate,
      emergency: order.emergency,
      approvedMedicines: await approvedMedicines(tx, lines, londonDate(asking.now)),
    },
    scheme: await schemeOfVersion(tx, order.schemeVersion ?? 1),
    taken: known.flatMap((answer, index) => {
      const line = byId.get(answer.lineId)
      const head = answers[index]?.acknowledgement
      if (!line || !head) return []
      const pack = answer.substituteAmppId === null ? undefined : packs.get(answer.substituteAmppId)
      const context = offers.byPack.get(pack?.amppId ?? line.amppId)
      const reference = head.supplierReference === '' ? '' : `, ${head.supplierReference}`
      const source = `${order.supplierName}’s answer of ${formatDateOf(head.answeredAt)}${reference}`
      const own = pack && codes.get(pack.amppId)
      const other = pack
        ? {
            pack,
            gtin: own?.gtin ?? null,
            supplierCode: supplierCodeOf(own, order.supplierId),
            boughtBefore: context?.boughtBefore.has(pack.amppId) ?? false,
            formulary: formulary.get(pack.amppId) ?? NOT_LISTED,
          }
        : null
      return [{ answer, line, facts: { kind, vendor, source, context, other, batchRequired } }]
    }),
  }
}

/** The day's other orders as they were known when this one was submitted: enough to foretell who will be asked. */
export function sameDayAsKnown(order: Pick<StoredOrder, 'dayTotal' | 'gross'>): OrderOfDay[] {
  const others = Number(order.dayTotal ?? order.gross) - Number(order.gross)
  return others > 0 ? [{ number: '', gross: pence(others), offContract: pence(0) }] : []
}

/** A stored line as answers are held against it. */
export function answerable(line: StoredOrder['orderLines'][number]): AnswerableLine {
  return {
    id: line.id,
    lineNo: line.lineNo,
    amppId: line.amppId,
    vmpId: line.vmpId,
    unitsMilli: Number(line.unitsMilli),
    packs: line.packs,
    received: line.receivedPacks,
    closed: line.closedPacks,
    over: line.overPacks,
    price: price(line.price),
    state: line.state,
  }
}

/** A stored answer in the terms of the rules. */
export function knownAnswer(row: StoredAnswer): KnownAnswer {
  return {
    id: row.id,
    acknowledgementId: row.acknowledgementId,
    lineId: row.orderLineId,
    code: row.code as LineAnswer['code'],
    packs: row.packs,
    price: row.price === null ? null : price(row.price),
    expectedOn: row.expectedOn && storedDate(row.expectedOn),
    substituteAmppId: row.substituteAmppId,
    note: row.note,
    resolution: row.resolution === 'open' ? 'open' : 'none_needed',
  }
}

function orderedLine(line: StoredOrder['orderLines'][number]): OrderedLine {
  const { productName, brand, maker, packText, unitName, gtin, supplierCode, cdCategory, unlicensed, fridge } = line
  const { batchRequired, offContractReason, offContractNote, firstPurchase, usualPacks, vatRate } = line
  const { hazardous, needsPharmacist, marks } = line
  return {
    ...{ productName, brand, maker, packText, unitName, gtin, supplierCode, cdCategory, unlicensed, fridge },
    ...{ hazardous, needsPharmacist, marks },
    ...{ batchRequired, offContractReason, offContractNote, firstPurchase, usualPacks, vatRate },
    ...answerable(line),
    contractState: line.contractState as ContractState,
    priceConfidential: line.priceConfidential,
    contractPrice: line.contractPrice === null ? null : price(line.contractPrice),
    highCost: line.highCost,
    unlicensedApproval: line.unlicensedApproval,
    formulary: line.formulary,
    formularyCriteria: line.formularyCriteria,
    formularyReason: line.formularyReason,
  }
}

async function approvedMedicines(tx: Tx, lines: readonly OrderedLine[], on: LocalDate): Promise<Set<string>> {
  const vmpIds = [...new Set(lines.filter((line) => line.unlicensed).map((line) => line.vmpId))]
  if (vmpIds.length === 0) return new Set()
  const rows = await tx.unlicensedApproval.findMany({
    where: { vmpId: { in: vmpIds }, reviewOn: { gte: new Date(on) } },
    select: { vmpId: true },
  })
  return new Set(rows.map((row) => row.vmpId))
}
