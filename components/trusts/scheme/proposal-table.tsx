import { Link } from '#components/ui/link.tsx'
import { Mark, type MarkShape } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ProposalRow } from '#lib/orders/scheme/proposal.queries.ts'
import { formatDate, formatDayTime } from '#lib/values/format.ts'

const MARKS = { open: 'todo', adopted: 'done', refused: 'late', withdrawn: 'held' } as const satisfies Record<
  ProposalRow['state'],
  MarkShape
>

/** What became of a proposal, in words. */
export function proposalState({ state, version, decidedBy, decidedAt }: ProposalRow): string {
  const by = decidedBy && decidedAt ? ` by ${decidedBy}, ${formatDayTime(decidedAt)}` : ''
  switch (state) {
    case 'open':
      return 'Waits for a second person'
    case 'adopted':
      return `Adopted${version === null ? '' : ` as version ${version}`}${by}`
    case 'refused':
      return `Refused${by}`
    case 'withdrawn':
      return `Taken back${by}`
  }
}

/** Changes of the scheme that were proposed, newest first. */
export function ProposalTable({ proposals }: { proposals: readonly ProposalRow[] }) {
  return (
    <Table caption="Changes of the scheme, newest first">
      <TableHead>
        <HeadCell>Proposed</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell>Applies from</HeadCell>
        <HeadCell>What became of it</HeadCell>
      </TableHead>
      <TableBody>
        {proposals.map((one) => (
          <Row key={one.id}>
            <RowHead>
              <Link href={`/settings/approvals/proposals/${one.id}`}>{formatDayTime(one.proposedAt)}</Link>
              <Sub small>{one.proposedBy}</Sub>
            </RowHead>
            <Cell label="Why">{one.reason}</Cell>
            <Cell label="Applies from">{formatDate(one.from)}</Cell>
            <Cell label="What became of it">
              <span>
                <Mark shape={MARKS[one.state]} wrap>
                  {proposalState(one)}
                </Mark>
                {one.note && <Sub small>“{one.note}”</Sub>}
              </span>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
