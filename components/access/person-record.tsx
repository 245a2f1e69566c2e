import { TakeList } from '#components/lists/take-list.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { eventDetail, eventName } from '#lib/access/person-record.rules.ts'
import type { PersonEvent } from '#lib/access/person-record.store.ts'
import { formatDateTime } from '#lib/values/format.ts'

/** What was done about a person, the newest first. */
export function PersonRecord({ record, personId }: { record: readonly PersonEvent[]; personId: string }) {
  if (record.length === 0) {
    return <EmptyState title="Nothing yet">What is done about them appears here.</EmptyState>
  }
  return (
    <>
      <Table caption="The record of this person" density="desk">
        <TableHead>
          <HeadCell>When</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>More</HeadCell>
          <HeadCell>By</HeadCell>
        </TableHead>
        <TableBody>
          {record.map((event) => (
            <Row key={`${event.at.toISOString()} ${event.verb}`}>
              <RowHead>{formatDateTime(event.at)}</RowHead>
              <Cell label="What">{eventName(event.verb)}</Cell>
              <Cell label="More">{eventDetail(event.data) || 'Nothing more'}</Cell>
              <Cell label="By">{event.by}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <TakeList list="person-record" query={{ person: personId }} what="this record" />
    </>
  )
}
