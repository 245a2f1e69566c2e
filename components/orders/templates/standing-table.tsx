import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { StandingRow } from '#lib/orders/raise/templates/templates.queries.ts'
import { formatWeekdayDate } from '#lib/values/format.ts'

/** Standing orders: what they are made from, how often, for whom, and when next. */
export function StandingTable({ rows }: { rows: readonly StandingRow[] }) {
  return (
    <Table caption="Standing orders">
      <TableHead>
        <HeadCell>Template</HeadCell>
        <HeadCell>How often</HeadCell>
        <HeadCell>Reviewed by</HeadCell>
        <HeadCell>Next</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <RowHead>
              <Link href={`/orders/standing/${row.id}`}>{row.template}</Link>
            </RowHead>
            <Cell label="How often">{row.rhythm}</Cell>
            <Cell label="Reviewed by">{row.owner}</Cell>
            <Cell label="Next">
              {row.status === 'paused' ? (
                <Mark shape={row.why === '' ? 'held' : 'late'}>{row.why === '' ? 'Paused' : failedWords(row.why)}</Mark>
              ) : row.nextOn === null ? (
                'None'
              ) : (
                formatWeekdayDate(row.nextOn)
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** Why a date could not be made, by the code of its refusal. */
export function failedWords(why: string): string {
  if (why === 'NOT_A_BUYER') return 'Paused: who reviews it may not raise orders any more'
  if (why === 'NOT_FOUND') return 'Paused: its store or cost centre is no longer in use'
  return 'Paused: it could not be made'
}
