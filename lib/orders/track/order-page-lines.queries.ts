import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { formularyLine } from '#lib/catalogue/formulary/formulary.rules.ts'
import { seesLinePrice, sightOf } from '#lib/contracts/sight.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, type TrustPerson } from '#lib/db/people.ts'
import { type AnswerCode, type LineFacts, type LineProgress, lineProgress } from '#lib/orders/order/order.progress.ts'
import type { WentBack } from '#lib/orders/order/went-back.rules.ts'
import { wentBackOf } from '#lib/orders/order/went-back.store.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { type Pence, type Price, pence, price } from '#lib/values/money.ts'

/** A line of an order as its page shows it. Quantities in packs, amounts in pence ex VAT; prices null where not shown. */
export type OrderPageLine = {
  id: string
  lineNo: number
  amppId: string
  vmpId: string
  gtin: string | null
  supplierCode: string | null
  product: string
  brand: string
  maker: string
  packText: string
  /** What a pack holds: packs of different contents are never added up. */
  unitsMilli: number
  unitName: string
  ordered: number
  received: number
  closed: number
  over: number
  dueOn: LocalDate | null
  progress: LineProgress
  answer: {
    id: string
    code: AnswerCode
    packs: number
    expectedOn: LocalDate | null
    price: Price | null
    open: boolean
    /** Given before this line stood in the order: the supplier has not answered the line itself. */
    earlier?: boolean
  } | null
  price: Price | null
  net: Pence | null
  contractState: string
  contractReference: string | null
  offContractReason: string | null
  state: string
  stateReason: string
  cdCategory: string
  unlicensed: boolean
  fridge: boolean
  hazardous: boolean
  /** What else was known of it when it was ordered, in words. */
  marks: string[]
  /** What the formulary said of it when it was ordered, and why it was ordered, in words; null = nothing to say. */
  formulary: string | null
  ownNote: string
  replacesLineId: string | null
  /** Orders in which this line was bought elsewhere. */
  replacedBy: { number: string; packs: number }[]
  /** What was received and left again from quarantine, oldest first; `again`: the order that buys it again. */
  wentBack: (WentBack & {
    id: string
    variance: string | null
    by: string
    receiptNumber: string
    again: string | null
  })[]
}

/** A line as its progress rests on it. */
export function factsOf(line: OrderPageLine): LineFacts {
  return {
    packs: line.ordered,
    received: line.received,
    closed: line.closed,
    over: line.over,
    dueOn: line.dueOn,
    answer: line.answer,
  }
}

type AnswerRow = {
  order_line_id: string
  id: string
  code: AnswerCode
  packs: number
  price: bigint | null
  expected_on: Date | null
  resolution: string
  version: number
}

/** The lines of an order, with what its supplier last answered to each where it was ordered elsewhere, and what left again. */
export async function linesOf(
  tx: Tx,
  actor: Actor,
  orderId: string,
  today: LocalDate,
  people: Map<string, TrustPerson>,
): Promise<OrderPageLine[]> {
  const lines = await tx.orderLine.findMany({
    where: { trustId: actor.trustId, orderId },
    orderBy: { lineNo: 'asc' },
  })
  const answers = await tx.$queryRaw<AnswerRow[]>`
    SELECT DISTINCT ON (a.order_line_id) a.order_line_id, a.id, a.code, a.packs, a.price, a.expected_on, a.resolution, k.version
    FROM acknowledgement_line a JOIN acknowledgement k ON k.trust_id = a.trust_id AND k.id = a.acknowledgement_id
    WHERE a.trust_id = ${actor.trustId}::uuid AND a.order_id = ${orderId}::uuid AND a.resolution <> 'superseded'
    ORDER BY a.order_line_id, a.id DESC`
  const elsewhere = await tx.orderLine.findMany({
    where: { trustId: actor.trustId, replacesLineId: { in: lines.map((line) => line.id) }, orderId: { not: orderId } },
    select: { replacesLineId: true, packs: true, order: { select: { number: true } } },
  })
  const back = await wentBackOf(tx, actor.trustId, orderId)
  const answerOf = new Map(answers.map((row) => [row.order_line_id, row]))
  const sight = sightOf(actor)
  return lines.map((line) => {
    const sees = seesLinePrice(sight, line)
    const row = answerOf.get(line.id)
    const answer = row
      ? {
          id: row.id,
          code: row.code,
          packs: row.packs,
          expectedOn: row.expected_on && storedDate(row.expected_on),
          price: sees && row.price !== null ? price(row.price) : null,
          open: row.resolution === 'open',
          earlier: row.version < line.addedInVersion,
        }
      : null
    const facts = {
      packs: line.packs,
      received: line.receivedPacks,
      closed: line.closedPacks,
      over: line.overPacks,
      dueOn: line.dueOn && storedDate(line.dueOn),
      answer,
    }
    const why = line.why as { contract?: { reference?: string } | null } | null
    return {
      id: line.id,
      lineNo: line.lineNo,
      amppId: line.amppId,
      vmpId: line.vmpId,
      gtin: line.gtin,
      supplierCode: line.supplierCode,
      product: line.productName,
      brand: line.brand,
      maker: line.maker,
      packText: line.packText,
      unitsMilli: Number(line.unitsMilli),
      unitName: line.unitName,
      ordered: line.packs,
      received: line.receivedPacks,
      closed: line.closedPacks,
      over: line.overPacks,
      dueOn: facts.dueOn,
      progress: lineProgress(facts, today),
      answer,
      price: sees ? price(line.price) : null,
      net: sees ? pence(line.net) : null,
      contractState: line.contractState,
      contractReference: why?.contract?.reference ?? null,
      offContractReason: line.offContractReason,
      state: line.state,
      stateReason: line.stateReason,
      cdCategory: line.cdCategory,
      unlicensed: line.unlicensed,
      fridge: line.fridge,
      hazardous: line.hazardous,
      marks: line.marks,
      formulary: formularyLine(line),
      ownNote: line.ownNote,
      replacesLineId: line.replacesLineId,
      replacedBy: elsewhere
        .filter((other) => other.replacesLineId === line.id)
        .map((other) => ({ number: other.order.number, packs: other.packs })),
      wentBack: back
        .filter((one) => one.lineId === line.id)
        .map(({ lineId: _, decidedBy, ...one }) => ({ ...one, by: nameOf(people, decidedBy) })),
    }
  })
}
