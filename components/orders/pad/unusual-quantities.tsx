import { ButtonLink, Buttons } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { UnusualLine } from '#lib/orders/raise/check.queries.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

/** The page in between: quantities far above the usual ones, to be said right or changed before anything else. */
export function UnusualQuantities({
  padId,
  edit,
  lines,
}: {
  padId: string
  edit: number
  lines: readonly UnusualLine[]
}) {
  const only = lines.length === 1 ? lines[0] : undefined
  const many = formatCounted(lines.length, 'unusual quantity', 'unusual quantities')
  return (
    <>
      <PageHead
        back={{ href: `/orders/new/${padId}`, words: 'Raise an order' }}
        title={only ? `Order ${formatCounted(only.packs, 'pack')}?` : `Order ${many}?`}
        standfirst={
          only
            ? `You usually order ${formatCounted(only.usual, 'pack')} of ${only.product}.`
            : 'These quantities are far above what is usually ordered.'
        }
      />
      <div className="app-section app-stack">
        <Note kind="care" lead="Look twice.">
          Units typed in place of packs are the usual slip.
        </Note>
        <Table caption="Quantities far above the usual">
          <TableHead>
            <HeadCell>Product and pack</HeadCell>
            <HeadCell number>Packs on the pad</HeadCell>
            <HeadCell number>Usually</HeadCell>
          </TableHead>
          <TableBody>
            {lines.map((line) => (
              <Row key={line.lineId}>
                <RowHead>{line.product}</RowHead>
                <Cell label="Packs on the pad" number>
                  <b>{formatCount(line.packs)}</b>
                </Cell>
                <Cell label="Usually" number>
                  {formatCount(line.usual)}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
        <Buttons>
          <ButtonLink href={`/orders/new/${padId}`}>Change the quantities</ButtonLink>
          <ButtonLink href={`/orders/new/${padId}/check?unusual=${edit}`} kind="secondary">
            {only ? `Yes, order ${formatCounted(only.packs, 'pack')}` : 'Yes, the quantities are right'}
          </ButtonLink>
        </Buttons>
      </div>
    </>
  )
}
