import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { CellInput, CellSelect } from '#components/ui/cell-field.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Details } from '#components/ui/details.tsx'
import { Note } from '#components/ui/note.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { partsIn, partsOf } from '#lib/files/apart.rules.ts'
import { DAY_ORDER_NAMES, DAY_ORDERS, decideDays, evidenceFor } from '#lib/files/day-order.rules.ts'
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
  source,
  trustId,
}: {
  load: LoadView
  layout: Layout
  fields: readonly Field[]
  samples: readonly string[]
  /** The source that is chosen, by its name; '' where it has none. */
  source: string
  trustId: string
}) {
  const decided = decideDays(evidenceFor(layout, fields), null)
  const days = layout.days
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
      <Apart fields={fields} columns={columns} layout={layout} />
      {days && decided.asks && (
        <Radios
          name="days"
          label="How the days are written"
          hint="Days like 1 June 2026 or 2026-06-01 are read as they are."
          options={DAY_ORDERS.map((order) => ({ value: order, label: DAY_ORDER_NAMES[order] }))}
          defaultValue={days.said || days.order !== 'dmy' ? days.order : undefined}
        />
      )}
      <TextInput
        name="source"
        label="Where the file comes from"
        hint="The supplier, portal or stock system, like Meridian portal. What you say is remembered under this name."
        defaultValue={source}
        width={20}
        maxLength={80}
      />
      <Button>Check the rows</Button>
    </ActionForm>
  )
}

/** Fields that may stand in one column for each value of another: which column is whose. */
function Apart({
  fields,
  columns,
  layout,
}: {
  fields: readonly Field[]
  columns: readonly { value: string; label: string }[]
  layout: Layout
}) {
  return fields.map(({ name, apart }) => {
    if (!apart) return null
    const parts = partsOf(fields).filter((part) => part.field === name)
    const choices = [{ value: '', label: 'Not in the file' }, ...columns]
    return (
      <Details
        key={name}
        summary={`${name} stands in one column for each ${apart.by}`}
        open={partsIn(layout, fields).length > 0}
      >
        <p>
          Then choose no column for {name} and {apart.by} above. A row is read once for each of these columns in which
          something stands.
        </p>
        <Table caption={`Columns with ${name} for each ${apart.by}`} density="desk" className="app-columns">
          <TableHead>
            <HeadCell>{apart.by}</HeadCell>
            <HeadCell>Column of the file</HeadCell>
          </TableHead>
          <TableBody>
            {parts.map((part) => {
              const place = layout.places[part.name]
              return (
                <Row key={part.name}>
                  <RowHead>{part.value}</RowHead>
                  <Cell label="Column of the file">
                    <CellSelect
                      name={`column.${part.name}`}
                      label={`Column of ${part.value} with ${name}`}
                      choices={choices}
                      value={place && 'column' in place ? String(place.column) : ''}
                    />
                  </Cell>
                </Row>
              )
            })}
          </TableBody>
        </Table>
      </Details>
    )
  })
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
