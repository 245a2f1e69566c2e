import { Radios } from '#components/ui/choices.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ReviewRow } from '#lib/access/review/review.queries.ts'
import { VERDICT_NAMES } from '#lib/access/review/review.rules.ts'
import { rowWords, untilWords, usedWords } from '#lib/access/review/review-words.ts'
import { formatDateOf } from '#lib/values/format.ts'

/**
 * The rows of a round. `edit`: those that are open can be decided here, inside a form; `withdraw`: the reader may take away,
 * too, not only confirm.
 */
export function ReviewTable({
  rows,
  edit,
  withdraw = false,
}: {
  rows: readonly ReviewRow[]
  edit: boolean
  withdraw?: boolean
}) {
  const open = rows.filter((row) => edit && row.verdict === null && !row.own)
  return (
    <Table caption="Who has what">
      <TableHead>
        <HeadCell>Person</HeadCell>
        <HeadCell>Has</HeadCell>
        <HeadCell>Last used</HeadCell>
        <HeadCell>Until</HeadCell>
        <HeadCell>Verdict</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.id}>
            <RowHead>{row.person}</RowHead>
            <Cell label="Has">{rowWords(row)}</Cell>
            <Cell label="Last used">{usedWords(row)}</Cell>
            <Cell label="Until">{untilWords(row)}</Cell>
            <Cell label="Verdict">
              {open.includes(row) ? (
                <Decide row={row} index={open.indexOf(row)} withdraw={withdraw} />
              ) : (
                <Decided row={row} />
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Decide({ row, index, withdraw }: { row: ReviewRow; index: number; withdraw: boolean }) {
  return (
    <>
      <input type="hidden" name={`rows[${index}].id`} value={row.id} />
      <Radios
        name={`rows[${index}].verdict`}
        label={`${row.person}: ${rowWords(row)}`}
        labelHidden
        layout="inline"
        options={[
          { value: 'confirmed', label: 'Confirm' },
          ...(withdraw ? [{ value: 'withdrawn', label: 'Withdraw' }] : []),
        ]}
      />
    </>
  )
}

function Decided({ row }: { row: ReviewRow }) {
  if (row.verdict === null) return row.own ? 'Yours: somebody else decides' : 'Not decided'
  return (
    <>
      {VERDICT_NAMES[row.verdict]}
      <Sub>
        {row.decidedBy}, {row.decidedAt ? formatDateOf(row.decidedAt) : ''}
      </Sub>
    </>
  )
}
