import type { Metadata } from 'next'
import { AuditParts } from '#components/audit/audit-parts.tsx'
import { SampleForm } from '#components/audit/sample-form.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { SAMPLE_KINDS } from '#lib/audit/samples/sample.schema.ts'
import { type Sample, samplesOf } from '#lib/audit/samples/samples.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { formatCount, formatDate, formatDateTime, formatPence } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Samples' }

export default async function Samples() {
  const actor = await pageActor('auditSamples')
  const samples = await samplesOf(actor)
  const today = londonDate(systemClock())
  return (
    <Main>
      <PageHead
        back={{ href: '/audit', words: 'Audit' }}
        title="Samples you draw"
        standfirst="Orders drawn at random for you to look at. The rule and its seed are kept, so that anybody can draw the same ones again."
      />
      <AuditParts current="samples" />
      <Section id="draw" title="Draw a sample">
        <SampleForm trustId={actor.trustId} from={formatDate(addDays(today, -30))} to={formatDate(today)} />
      </Section>
      <Section id="drawn" title="Samples drawn">
        {samples.length === 0 ? (
          <EmptyState>Samples stay here once they are drawn. None can be changed or removed.</EmptyState>
        ) : (
          <>
            <SampleTable samples={samples} />
            <TakeList list="samples" what="the samples" />
          </>
        )}
      </Section>
    </Main>
  )
}

function SampleTable({ samples }: { samples: readonly Sample[] }) {
  return (
    <Table caption="Samples, newest first" density="desk">
      <TableHead>
        <HeadCell>Drawn</HeadCell>
        <HeadCell>By</HeadCell>
        <HeadCell>Submitted</HeadCell>
        <HeadCell>Which orders</HeadCell>
        <HeadCell number>Orders</HeadCell>
        <HeadCell>Seed</HeadCell>
      </TableHead>
      <TableBody>
        {samples.map((sample) => (
          <Row key={sample.id}>
            <RowHead>
              <Link href={`/audit/samples/${sample.id}`}>{formatDateTime(sample.drawnAt)}</Link>
            </RowHead>
            <Cell label="By">{sample.drawnBy}</Cell>
            <Cell label="Submitted">
              {formatDate(sample.from)} to {formatDate(sample.to)}
            </Cell>
            <Cell label="Which orders">
              {sample.kind === 'above' ? `Above ${formatPence(sample.above)}` : SAMPLE_KINDS[sample.kind]}
            </Cell>
            <Cell label="Orders" number>
              {formatCount(sample.drawn)} of {formatCount(sample.population)}
            </Cell>
            <Cell label="Seed">
              <code>{sample.seed}</code>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
