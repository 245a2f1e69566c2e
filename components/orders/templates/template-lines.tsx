import { CellInput } from '#components/ui/cell-field.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { TemplateView } from '#lib/orders/raise/templates/templates.queries.ts'
import { formatCount } from '#lib/values/format.ts'

/** The packs of a template, to be changed. */
export function TemplateLines({ lines }: { lines: TemplateView['lines'] }) {
  if (lines.length === 0) return null
  return (
    <Table caption="Lines of the template" density="desk">
      <TableHead>
        <HeadCell>Product and pack</HeadCell>
        <HeadCell number>Packs</HeadCell>
        <HeadCell>Note for your own use</HeadCell>
        <HeadCell>Take off</HeadCell>
      </TableHead>
      <TableBody>
        {lines.map((line, index) => (
          <Row key={line.no}>
            <RowHead>
              {line.product}
              <input type="hidden" name={`lines[${index}].no`} value={line.no} />
            </RowHead>
            <Cell label="Packs" number>
              <CellInput
                name={`lines[${index}].packs`}
                label={`Packs of ${line.product}`}
                inputMode="numeric"
                defaultValue={formatCount(line.packs)}
              />
            </Cell>
            <Cell label="Note">
              <CellInput
                name={`lines[${index}].note`}
                label={`Note on ${line.product}`}
                wide
                defaultValue={line.note}
              />
            </Cell>
            <Cell label="Take off">
              <input
                className="app-tick"
                type="checkbox"
                name={`lines[${index}].remove`}
                value="yes"
                aria-label={`Take ${line.product} off`}
              />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
