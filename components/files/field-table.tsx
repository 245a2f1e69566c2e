import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { Field } from '#lib/files/field.rules.ts'

/** The columns of a file that can be loaded. */
export function FieldTable({ caption, columns }: { caption: string; columns: readonly Field[] }) {
  return (
    <Table caption={caption} density="desk" className="app-gap">
      <TableHead>
        <HeadCell>Column</HeadCell>
        <HeadCell>Needed</HeadCell>
        <HeadCell>What stands there</HeadCell>
        <HeadCell>Example</HeadCell>
      </TableHead>
      <TableBody>
        {columns.map((column) => (
          <Row key={column.name}>
            <RowHead>{column.name}</RowHead>
            <Cell label="Needed">{column.needed ? 'Yes' : 'No'}</Cell>
            <Cell label="What stands there">{column.what}</Cell>
            <Cell label="Example">{column.example}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
