import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { ContractState, SubmissionLine } from '#lib/orders/order/approval.rules.ts'
import { type LocalDate, londonInstant, storedDate } from '#lib/values/dates.ts'
import { type BasisPoints, type Pence, pence, price, sumPence, vatOn } from '#lib/values/money.ts'
import { packs } from '#lib/values/packs.ts'

/** Where a reading of submitted orders stands: it goes on after this one. */
export type ReadUpTo = { at: Date; id: string }

/** An order as it was submitted, as far as the approval rules look at it. */
export type PastSubmission = {
  id: string
  number: string
  supplierId: string
  at: Date
  on: LocalDate
  emergency: boolean
  /** Nothing had been approved before to this supplier, or to one that was joined to it: as submitting asks. */
  newSupplier: boolean
  /** It stood: it was not returned, refused or cancelled, and counts for the orders after it. */
  stood: boolean
  lines: SubmissionLine[]
  gross: Pence
}

type Row = {
  id: string
  number: string
  supplier_id: string
  submitted_at: Date
  submitted_on: Date
  emergency: boolean
  carriage: bigint
  status: string
  new_supplier: boolean
}

type LineRow = {
  id: string
  order_id: string
  contract_state: ContractState
  price: bigint
  contract_price: bigint | null
  packs: number
  net: bigint
  vat: bigint
  cd_category: string
  unlicensed: boolean
  unlicensed_approval: string | null
  first_purchase: boolean
  high_cost: boolean
  needs_pharmacist: boolean
  off_contract_reason: string | null
}

const STANDING: readonly string[] = ['awaiting_approval', 'approved', 'sent', 'closed']

/**
 * The next orders of the current trust that were submitted on these London days, in the order in which they were, each
 * with its lines as they were submitted: what a later change added is left out, what it replaced stands. Two reads by
 * index for each part, however many orders there are.
 */
export async function submittedBetween(
  tx: Tx,
  days: { from: LocalDate; to: LocalDate },
  part: { after: ReadUpTo | null; most: number; vatRate: BasisPoints },
): Promise<PastSubmission[]> {
  const begins = londonInstant(days.from)
  const after = part.after ?? { at: new Date(begins.getTime() - 1), id: '00000000-0000-0000-0000-000000000000' }
  const rows = await tx.$queryRaw<Row[]>`
    SELECT o.id, o.number, o.supplier_id, o.submitted_at, o.submitted_on, o.emergency, o.carriage, o.status,
      NOT EXISTS (
        SELECT FROM (SELECT o.supplier_id UNION ALL SELECT j.id FROM supplier j WHERE j.joined_to = o.supplier_id) AS same (id)
        JOIN purchase_order f ON f.trust_id = o.trust_id AND f.supplier_id = same.id
          AND f.approved_at IS NOT NULL AND f.approved_at < o.submitted_at) AS new_supplier
    FROM purchase_order o
    WHERE o.submitted_at IS NOT NULL AND (o.submitted_at, o.id) > (${after.at}::timestamptz, ${after.id}::uuid)
      AND o.submitted_on <= ${days.to}::date
    ORDER BY o.submitted_at, o.id LIMIT ${part.most}`
  if (rows.length === 0) return []
  const lines = await tx.$queryRaw<LineRow[]>`
    SELECT l.id, l.order_id, l.contract_state, l.price, l.contract_price, l.packs, l.net, l.vat, l.cd_category,
      l.unlicensed, l.unlicensed_approval, l.first_purchase, l.high_cost, l.needs_pharmacist, l.off_contract_reason
    FROM order_line l
    LEFT JOIN order_line was ON was.trust_id = l.trust_id AND was.id = l.replaces_line_id AND was.order_id = l.order_id
    WHERE l.order_id = ANY (${rows.map((row) => row.id)}::uuid[]) AND was.id IS NULL
    ORDER BY l.order_id, l.line_no`
  const byOrder = Map.groupBy(lines, (line) => line.order_id)
  return rows.map((row) => {
    const own = (byOrder.get(row.id) ?? []).map(submissionLine)
    const carriage = pence(row.carriage)
    const goods = sumPence(own.flatMap((line) => [line.net, line.vat]))
    return {
      ...{ id: row.id, number: row.number, supplierId: row.supplier_id, at: row.submitted_at },
      on: storedDate(row.submitted_on),
      ...{ emergency: row.emergency, newSupplier: row.new_supplier, stood: STANDING.includes(row.status), lines: own },
      gross: sumPence([goods, carriage, vatOn(carriage, part.vatRate)]),
    }
  })
}

/** How many orders were submitted on these London days. */
export async function countSubmitted(tx: Tx, days: { from: LocalDate; to: LocalDate }): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM purchase_order o
    WHERE o.submitted_at >= ${londonInstant(days.from)}::timestamptz AND o.submitted_on <= ${days.to}::date`
  return Number(row?.count ?? 0)
}

function submissionLine(row: LineRow): SubmissionLine {
  return {
    id: row.id,
    contractState: row.contract_state,
    price: price(row.price),
    contractPrice: row.contract_price === null ? null : price(row.contract_price),
    packs: packs(row.packs),
    ...{ net: pence(row.net), vat: pence(row.vat), cdCategory: row.cd_category, unlicensed: row.unlicensed },
    unlicensedApprovalValid: row.unlicensed_approval !== null,
    ...{
      firstPurchase: row.first_purchase,
      highCost: row.high_cost,
      needsPharmacist: row.needs_pharmacist,
      offContractReason: row.off_contract_reason,
    },
  }
}
