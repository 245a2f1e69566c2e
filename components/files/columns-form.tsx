import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { CellInput, CellSelect } from '#components/ui/cell-field.tsx'
import { Note } from '#components/ui/note.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { Field } from '#lib/files/field.rules.ts'
import { sayColumnsAction } from '#lib/files/files.actions.ts'
import { columnLetters, type Layout } from '#lib/files/layout.rules.ts'
import type { LoadView } from '#lib/files/loads.queries.ts'
import { shortened } from '#lib/files/report.rules.ts'

/** For each field of a kind of file the column that holds it, guessed beforehand; or one text for every row. */
export function ColumnsForm({
  load,
  layout,
  fields,
  samples,
  trustId,
}: {
  load: LoadView
  layout: Layout
  fields: readonly Field[]
  samples: readonly string[]
  trustId: string
}) {
  const columns = layout.headers.map((header, column) => ({
    value: String(column),
    label: shortened(
      `${columnLetters(column)}: ${header || 'no name'}${samples[column] ? ` (${samples[column]})` : ''}`,
      70,
    ),
  }))
  const { problems } = load.report
  return (
    <ActionForm
      action={sayColumnsAction}
      trustId={trustId}
      version={load.version}
      hidden={{ loadId: load.id }}
      act={`columns ${load.id}`}
      id="columns"
    >
      {load.state === 'columns' && problems.length > 0 && (
        <div className="app-gap">
          <Note kind="care" lead="Check the columns.">
            {problems.map((one) => one.problem).join(' ')}
          </Note>
        </div>
      )}
      <Table caption="What each column holds" density="desk" className="app-gap app-columns">
        <TableHead>
          <HeadCell>What is read</HeadCell>
          <HeadCell>Column of the file</HeadCell>
          <HeadCell>The same in every row</HeadCell>
        </TableHead>
        <TableBody>
          {fields.map((field) => (
            <FieldRow key={field.name} field={field} columns={columns} layout={layout} />
          ))}
        </TableBody>
      </Table>
      <Button>Check the rows</Button>
    </ActionForm>
  )
}

function FieldRow({
  field,
  columns,
  layout,
}: {
  field: Field
  columns: readonly { value: string; label: string }[]
  layout: Layout
}) {
  const place = layout.places[field.name]
  const value = place === undefined ? '' : 'column' in place ? String(place.column) : 'each'
  const choices = [
    { value: '', label: field.needed ? 'Choose a column' : 'Not in the file' },
    ...(field.oneForAll ? [{ value: 'each', label: 'The same in every row' }] : []),
    ...columns,
  ]
  return (
    <Row>
      <RowHead>
        {field.name}
        <Sub>{field.needed ? `Needed. ${field.what}` : field.what}</Sub>
      </RowHead>
      <Cell label="Column of the file">
        <CellSelect name={`column.${field.name}`} label={`Column with ${field.name}`} choices={choices} value={value} />
      </Cell>
      <Cell label="The same in every row">
        {field.oneForAll ? (
          <CellInput
            name={`each.${field.name}`}
            label={`${field.name} of every row`}
            defaultValue={place && 'value' in place ? place.value : ''}
            wide
          />
        ) : (
          'Differs by row'
        )}
      </Cell>
    </Row>
  )
}
