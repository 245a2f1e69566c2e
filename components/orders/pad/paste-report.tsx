'use client'

import { LinkButton } from '#components/ui/button.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { formatCounted } from '#lib/values/format.ts'
import type { Pasted } from './use-pasting.ts'

/** What became of a pasted list: how many rows were taken over, and each bad one with row, text and remedy. */
export function PasteReport({ pasted, onClose }: { pasted: Pasted; onClose: () => void }) {
  if (pasted === null) return null
  return (
    <div role="status" className="app-stack">
      <p>
        <b>{formatCounted(pasted.taken, 'line')} added from the list.</b>{' '}
        {pasted.bad.length > 0 && `${formatCounted(pasted.bad.length, 'row')} could not be taken over.`}{' '}
        <LinkButton type="button" onClick={onClose}>
          Close this report
        </LinkButton>
      </p>
      {pasted.bad.length > 0 && (
        <Table caption="Rows that could not be taken over" density="desk">
          <TableHead>
            <HeadCell number>Row</HeadCell>
            <HeadCell>Text</HeadCell>
            <HeadCell>What to do</HeadCell>
          </TableHead>
          <TableBody>
            {pasted.bad.map((bad) => (
              <Row key={bad.row}>
                <RowHead>{bad.row}</RowHead>
                <Cell label="Text">{bad.text}</Cell>
                <Cell label="What to do">{bad.remedy}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </div>
  )
}
