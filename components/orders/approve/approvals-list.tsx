import { Mark, type MarkShape } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ApprovalView } from '#lib/orders/approve/approvals.queries.ts'
import { APPROVER_NAMES, reasonsInShort } from '#lib/orders/order/reason.rules.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { formatDayTime, formatList } from '#lib/values/format.ts'

const MARKS = {
  waiting: 'todo',
  approved: 'done',
  returned: 'changed',
  rejected: 'late',
  lapsed: 'held',
} as const satisfies Record<ApprovalView['state'], MarkShape>

/** The approvals of an order: who was asked and why, what they decided, what they said. */
export function ApprovalsList({ approvals }: { approvals: readonly ApprovalView[] }) {
  const versions = new Set(approvals.map((one) => one.version)).size > 1
  return (
    <Table caption="Approvals of this order, newest version first">
      <TableHead>
        <HeadCell>Who</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell>Decision</HeadCell>
      </TableHead>
      <TableBody>
        {approvals.map((one) => (
          <Row key={one.id}>
            <RowHead>
              {one.by ?? one.who.title}
              {one.inPlaceOf && ` for ${one.inPlaceOf}`}
              {one.of && ` (${one.of.seat} of ${one.of.all})`}
              <Sub small>
                {one.by && one.as ? decidedAs(one.as, one.inPlaceOf) : formatList(one.comesTo)}
                {versions && `. Version ${one.version}`}
              </Sub>
            </RowHead>
            <Cell label="Why">{reasonsInShort(one.reasons)}</Cell>
            <Cell label="Decision">
              <span>
                <Mark shape={MARKS[one.state]} wrap>
                  {stateWords(one)}
                </Mark>
                {one.comment && <Sub small>“{one.comment}”</Sub>}
              </span>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function decidedAs(as: ApproverRole, inPlaceOf: string | null): string {
  return inPlaceOf ? `Deputy of the ${APPROVER_NAMES[as].toLowerCase()}` : APPROVER_NAMES[as]
}

function stateWords({ state, turn, retrospective, decidedAt }: ApprovalView): string {
  const at = decidedAt ? `, ${formatDayTime(decidedAt)}` : ''
  switch (state) {
    case 'waiting':
      if (!turn) return 'Comes after the others'
      return retrospective ? 'To be given afterwards' : 'Waiting'
    case 'approved':
      return `${retrospective ? 'Agreed afterwards' : 'Approved'}${at}`
    case 'returned':
      return `Returned${at}`
    case 'rejected':
      return `${retrospective ? 'Disagreed afterwards' : 'Refused'}${at}`
    case 'lapsed':
      return 'Not needed any more'
  }
}
