import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ToldField } from '#lib/api/readable.rules.ts'

/** Fields of a request or an answer: name, what it is, what it means. */
export function FieldTable({ caption, fields }: { caption: string; fields: readonly ToldField[] }) {
  return (
    <Table caption={caption} captionShown density="desk">
      <TableHead>
        <HeadCell>Field</HeadCell>
        <HeadCell>Value</HeadCell>
        <HeadCell>Meaning</HeadCell>
      </TableHead>
      <TableBody>
        {fields.map((field) => (
          <Row key={field.name}>
            <RowHead>
              <code className="app-code">{field.name}</code>
            </RowHead>
            <Cell label="Value">{`${field.type}${field.needed ? '' : ', may be left out'}`}</Cell>
            <Cell label="Meaning">{field.description || 'As its name says'}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
