import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { AuditRow } from '#lib/audit/audit-view.queries.ts'
import { formatDateTime } from '#lib/values/format.ts'
import { entryWords, sentence } from './event-words.ts'

/** Entries of the record, each with the way to what was known when it was written. */
export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  return (
    <Table caption="The record, newest first" density="desk">
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>What</HeadCell>
        <HeadCell>About</HeadCell>
        <HeadCell>Who</HeadCell>
        <HeadCell>Place in its record</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <Cell label="When" className="app-nowrap">
              {formatDateTime(row.at)}
            </Cell>
            <RowHead>
              <Link href={`/audit/entries/${row.id}`}>{entryWords(row.verb, JSON.parse(row.payload).data)}</Link>
            </RowHead>
            <Cell label="About">
              {row.number && row.document === 'order' ? (
                <Link href={`/orders/${row.number}`}>{row.number}</Link>
              ) : (
                (row.number ?? sentence(row.document))
              )}
            </Cell>
            <Cell label="Who">{row.who}</Cell>
            <Cell label="Place in its record">{row.seq}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
