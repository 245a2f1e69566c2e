import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Details } from '#components/ui/details.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type SampledOrder, sampleById } from '#lib/audit/samples/samples.queries.ts'
import { ruleOf } from '#lib/audit/samples/samples-file.queries.ts'
import { STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import { formatCounted, formatDateTime, formatList, formatPence } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'A sample of orders' }

export default async function SampleOfOrders({ params }: { params: Promise<{ sampleId: string }> }) {
  const actor = await pageActor('auditSample')
  const { sampleId } = await params
  const found = await sampleById(actor, sampleId)
  if (!found) notFound()
  const { sample, orders } = found
  return (
    <Main>
      <PageHead
        back={{ href: '/audit/samples', words: 'Samples' }}
        title={`Sample of ${formatCounted(sample.drawn, 'order')}`}
        standfirst={`Drawn by ${sample.drawnBy}, ${formatDateTime(sample.drawnAt)}. The orders are shown as they stand now.`}
      />
      <Section id="orders" title="Orders, as they were drawn">
        <SampleTable orders={orders} />
        <TakeList list="sample-orders" query={{ sample: sample.id }} what="this sample" />
      </Section>
      <Section id="rule" title="The rule">
        <SummaryList
          small
          rows={ruleOf(sample).map(([label, words]) => ({ label, value: <span className="app-break">{words}</span> }))}
        />
        <Details summary="How to draw it again" small>
          <p>
            Take the numbers of all orders of this kind that were submitted in these days. Work out the SHA-256 of the
            seed, a slash and the number for each. Put them in the order of what comes out; the first are the sample. An
            order that was returned and submitted again belongs to the later day.
          </p>
        </Details>
      </Section>
    </Main>
  )
}

function SampleTable({ orders }: { orders: readonly SampledOrder[] }) {
  return (
    <Table caption="Orders of the sample" density="desk">
      <TableHead>
        <HeadCell>Order</HeadCell>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell>Raised by</HeadCell>
        <HeadCell>Approved by</HeadCell>
        <HeadCell>Booked in by</HeadCell>
        <HeadCell number>Total with VAT</HeadCell>
      </TableHead>
      <TableBody>
        {orders.map((order) => (
          <Row key={order.number}>
            <RowHead>
              <Link href={`/orders/${order.number}`}>{order.number}</Link>
              <div className="app-14">
                <Link href={`/audit?number=${order.number}`}>
                  Record<span className="nhsuk-u-visually-hidden"> of {order.number}</span>
                </Link>
              </div>
            </RowHead>
            <Cell label="Supplier">{order.supplier}</Cell>
            <Cell label="Status">{STATUS_NAMES[order.status]}</Cell>
            <Cell label="Raised by">{order.raisedBy}</Cell>
            <Cell label="Approved by">{approved(order)}</Cell>
            <Cell label="Booked in by">
              {order.receivedBy.length > 0 ? formatList(order.receivedBy) : 'Nobody yet'}
            </Cell>
            <Cell label="Total with VAT" number>
              {formatPence(order.gross)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function approved({ approvedBy, passed }: SampledOrder): string {
  if (approvedBy.length > 0) return formatList(approvedBy)
  return passed ? 'Passed by itself' : 'Nobody yet'
}
