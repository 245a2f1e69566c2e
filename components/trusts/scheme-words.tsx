import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ApprovalScheme } from '#lib/orders/order/scheme.schema.ts'
import { schemeInWords } from '#lib/orders/order/scheme-words.rules.ts'

/** A scheme of delegation in words: what is asked, and who must agree. `names`: what the people named in it are called. */
export function SchemeWords({
  scheme,
  names,
  caption = 'Who must approve',
}: {
  scheme: ApprovalScheme
  names: Readonly<Record<string, string>>
  caption?: string
}) {
  return (
    <Table caption={caption}>
      <TableHead>
        <HeadCell>When</HeadCell>
        <HeadCell>Who must agree</HeadCell>
      </TableHead>
      <TableBody>
        {schemeInWords(scheme, (id) => names[id] ?? 'Somebody who left').map(({ when, who }) => (
          <Row key={when}>
            <RowHead>{when}</RowHead>
            <Cell label="Who must agree">{who}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
