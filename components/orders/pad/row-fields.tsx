'use client'

import type { FocusEvent, KeyboardEvent } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { Cell, Row, RowHead } from '#components/ui/table.tsx'
import type { PadChoice } from '#lib/orders/raise/pads.queries.ts'
import { fieldOf, problemWords, type RowField, shortened } from './row-words.ts'
import type { ShownRow } from './shown-rows.ts'

/** The id of a field of a pasted row. */
export function rowFieldId(id: string, field: RowField | 'choice'): string {
  return `row-${field}-${id}`
}

/** The field in which a row is to be mended first. */
export function firstField(row: ShownRow): string {
  const [problem] = row.problems
  if (problem?.code === 'SEVERAL' || problem?.code === 'NO_SUPPLIER') return rowFieldId(row.id, 'choice')
  return rowFieldId(row.id, problem ? fieldOf(problem) : 'wanted')
}

type Typed = Partial<Pick<ShownRow, 'wanted' | 'packs' | 'note' | 'amppId' | 'supplierId'>>

/** One pasted row in fields of its own, with everything that is in its way in the line under it. */
export function RowFields({
  row,
  suppliers,
  onKeyDown,
  onBlur,
  onType,
  onLook,
  onDrop,
}: {
  row: ShownRow
  suppliers: readonly PadChoice[]
  onKeyDown: (event: KeyboardEvent) => void
  onBlur: (event: FocusEvent<HTMLElement>) => void
  onType: (more: Typed) => void
  onLook: () => void
  onDrop: () => void
}) {
  const name = `row-${row.no}`
  const why = `why-${row.id}`
  const field = (which: RowField, label: string, more: { number?: boolean } = {}) => {
    const wrong = !row.looking && row.problems.some((problem) => fieldOf(problem) === which)
    return (
      <input
        className={classes('app-cell', !more.number && 'app-cell--row', wrong && 'app-cell--error')}
        id={rowFieldId(row.id, which)}
        aria-label={`${label}, row ${row.no}`}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? why : undefined}
        autoComplete="off"
        inputMode={more.number ? 'decimal' : 'text'}
        value={row[which]}
        onChange={(event) => onType({ [which]: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
    )
  }
  return (
    <Row columns={5} whyId={why} why={row.looking ? 'Looking it up' : <Reasons row={row} />}>
      <RowHead id={name}>
        <span className="app-only-small">Row </span>
        {row.no}
      </RowHead>
      <Cell label="Product">
        {field('wanted', 'Product')}
        {!row.looking && (
          <Choice row={row} suppliers={suppliers} onType={onType} onKeyDown={onKeyDown} onBlur={onBlur} />
        )}
      </Cell>
      <Cell label="Packs" number>
        {field('packs', 'Packs', { number: true })}
      </Cell>
      <Cell label="Note">{field('note', 'Note')}</Cell>
      <Cell label="Acts" className="app-nowrap">
        <LinkButton type="button" onClick={onLook}>
          Add<span className="nhsuk-u-visually-hidden"> row {row.no} to the order</span>
        </LinkButton>{' '}
        <LinkButton type="button" onClick={onDrop}>
          Leave out<span className="nhsuk-u-visually-hidden"> row {row.no}</span>
        </LinkButton>
      </Cell>
    </Row>
  )
}

function Reasons({ row }: { row: ShownRow }) {
  const reasons = row.problems.map((problem) => problemWords(problem, row))
  return (
    <span className="app-row-reason">
      <span className="nhsuk-u-visually-hidden">Error:</span> {reasons.join('. ')}.
      {row.words !== row.wanted && row.words !== '' && <span className="app-2"> Pasted: {shortened(row.words)}</span>}
    </span>
  )
}

/** What can be chosen from: the packs that match, or the suppliers where none has a price. */
function Choice({
  row,
  suppliers,
  onType,
  onKeyDown,
  onBlur,
}: {
  row: ShownRow
  suppliers: readonly PadChoice[]
  onType: (more: Typed) => void
  onKeyDown: (event: KeyboardEvent) => void
  onBlur: (event: FocusEvent<HTMLElement>) => void
}) {
  const several = row.problems.find((problem) => problem.code === 'SEVERAL')
  const unsold = row.problems.find((problem) => problem.code === 'NO_SUPPLIER')
  if (several?.code !== 'SEVERAL' && unsold?.code !== 'NO_SUPPLIER') return null
  const options =
    several?.code === 'SEVERAL'
      ? several.packs.map((pack) => ({ value: pack.amppId, label: pack.words }))
      : suppliers.map((one) => ({ value: one.id, label: one.label }))
  const chosen = several ? row.amppId : row.supplierId
  return (
    <select
      className="app-cell app-cell--row app-cell--choice-row"
      id={rowFieldId(row.id, 'choice')}
      aria-label={`${several ? 'Which pack' : 'Which supplier'}, row ${row.no}`}
      value={chosen ?? ''}
      onChange={(event) => {
        const value = event.currentTarget.value === '' ? null : event.currentTarget.value
        onType(several ? { amppId: value } : { supplierId: value })
      }}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <option value="">{several ? 'Choose the pack' : 'Choose the supplier'}</option>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  )
}
