import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust, type TrustPerson } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { type OrderStatus, orderStatus } from '#lib/orders/order/order.status.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type Pence, pence } from '#lib/values/money.ts'
import { SAMPLE_KINDS, type SampleKind } from './sample.schema.ts'

/** A sample that was drawn, with the rule to draw it again. */
export type Sample = {
  id: string
  drawnBy: string
  drawnAt: Date
  from: LocalDate
  to: LocalDate
  kind: SampleKind
  above: Pence
  seed: string
  wanted: number
  drawn: number
  population: number
  populationSha256: string
}

/** One order of a sample, as it stands now. Pence with VAT. */
export type SampledOrder = {
  place: number
  number: string
  supplier: string
  status: OrderStatus
  submittedAt: Date | null
  raisedBy: string
  approvedBy: string[]
  receivedBy: string[]
  passed: boolean
  emergency: boolean
  lines: number
  gross: Pence
}

const MOST_SHOWN = 50

/** The newest samples of the trust. */
export async function samplesOf(actor: Actor): Promise<Sample[]> {
  if (!may(actor, 'audit.view')) return []
  return withTrust(actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const rows = await tx.auditSample.findMany({
      where: { trustId: actor.trustId },
      include: { _count: { select: { orders: true } } },
      orderBy: { id: 'desc' },
      take: MOST_SHOWN,
    })
    return rows.map((row) => sampleOf(row, people))
  })
}

/** A sample with its orders in the order they were drawn; null where there is none of this id. */
export async function sampleById(
  actor: Actor,
  sampleId: string,
): Promise<{ sample: Sample; orders: SampledOrder[] } | null> {
  if (!may(actor, 'audit.view') || !isUuid(sampleId)) return null
  return withTrust(actor, async (tx) => {
    const row = await tx.auditSample.findFirst({
      where: { trustId: actor.trustId, id: sampleId },
      include: { _count: { select: { orders: true } } },
    })
    if (!row) return null
    const people = await peopleOfTrust(tx)
    return { sample: sampleOf(row, people), orders: await ordersOf(tx, actor.trustId, sampleId, people) }
  })
}

type Row = Prisma.AuditSampleGetPayload<{ include: { _count: { select: { orders: true } } } }>

function sampleOf(row: Row, people: Map<string, TrustPerson>): Sample {
  const { id, seed, wanted, population, populationSha256, drawnAt } = row
  return {
    ...{ id, seed, wanted, population, populationSha256, drawnAt, drawn: row._count.orders },
    drawnBy: nameOf(people, row.drawnBy),
    from: storedDate(row.fromDay),
    to: storedDate(row.toDay),
    kind: row.kind in SAMPLE_KINDS ? (row.kind as SampleKind) : 'all',
    above: pence(row.above),
  }
}

async function ordersOf(
  tx: Tx,
  trustId: string,
  sampleId: string,
  people: Map<string, TrustPerson>,
): Promise<SampledOrder[]> {
  const rows = await tx.$queryRaw<
    {
      place: number
      number: string
      supplier_name: string
      status: string
      submitted_at: Date | null
      raised_by: string
      approved_by: string[]
      received_by: string[]
      auto_passed: boolean
      emergency: boolean
      lines: number
      gross: bigint
    }[]
  >`
    SELECT s.place, o.number, o.supplier_name, o.status, o.submitted_at, o.raised_by, o.auto_passed, o.emergency, o.lines, o.gross,
      ARRAY(SELECT DISTINCT a.decided_by FROM approval a
        WHERE a.trust_id = o.trust_id AND a.order_id = o.id AND a.state = 'approved') AS approved_by,
      ARRAY(SELECT DISTINCT r.received_by FROM receipt_line l JOIN receipt r ON r.trust_id = l.trust_id AND r.id = l.receipt_id
        WHERE l.trust_id = o.trust_id AND l.order_id = o.id AND r.reverses_id IS NULL) AS received_by
    FROM audit_sample_order s JOIN purchase_order o ON o.trust_id = s.trust_id AND o.id = s.order_id
    WHERE s.trust_id = ${trustId}::uuid AND s.sample_id = ${sampleId}::uuid ORDER BY s.place`
  return rows.map((row) => ({
    ...{ place: row.place, number: row.number, supplier: row.supplier_name, status: orderStatus(row.status) },
    ...{ submittedAt: row.submitted_at, raisedBy: nameOf(people, row.raised_by) },
    approvedBy: row.approved_by.map((id) => nameOf(people, id)),
    receivedBy: row.received_by.map((id) => nameOf(people, id)),
    ...{ passed: row.auto_passed, emergency: row.emergency, lines: row.lines, gross: pence(row.gross) },
  }))
}
