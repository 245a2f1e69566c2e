'use client'

import { type FocusEvent, type KeyboardEvent, useRef } from 'react'
import { Section } from '#components/ui/section.tsx'
import { Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { PadChange } from '#lib/orders/raise/pad.schema.ts'
import type { PadChoice } from '#lib/orders/raise/pads.queries.ts'
import { formatCounted } from '#lib/values/format.ts'
import { addField } from './pad-hooks.ts'
import { firstField, RowFields } from './row-fields.tsx'
import { rowChange, type ShownRow } from './shown-rows.ts'

/**
 * Rows of a pasted list that are no lines yet, each with the reason, to be mended where they stand. Enter, or leaving the
 * row, looks for it again; one that nothing is in the way of goes to its order.
 */
export function PastedRows({
  rows,
  suppliers,
  onChange,
  onDrop,
}: {
  rows: readonly ShownRow[]
  suppliers: readonly PadChoice[]
  onChange: (change: PadChange) => void
  onDrop: (row: ShownRow) => void
}) {
  const typedIn = useRef(new Set<string>())
  if (rows.length === 0) return null
  const look = (row: ShownRow) => {
    typedIn.current.delete(row.id)
    onChange(rowChange(row, {}, true))
  }
  const goOn = (row: ShownRow) => {
    const next = rows[rows.indexOf(row) + 1] ?? rows.find((other) => other !== row && !other.looking)
    const field = next ? document.getElementById(firstField(next)) : addField()
    field?.focus()
  }
  const keys = (row: ShownRow) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    look(row)
    goOn(row)
  }
  const left = (row: ShownRow) => (event: FocusEvent<HTMLElement>) => {
    const inside =
      event.relatedTarget instanceof Node && event.currentTarget.closest('tr')?.contains(event.relatedTarget)
    if (!inside && typedIn.current.has(row.id)) look(row)
  }
  return (
    <Section
      id="pasted"
      title={`${formatCounted(rows.length, 'row')} to mend`}
      lead="They came with a list or an earlier order and are no lines yet. Mend each one and press Enter, or leave it out."
    >
      <Table caption="Rows to mend" density="desk">
        <TableHead>
          <HeadCell number>Row</HeadCell>
          <HeadCell>Product</HeadCell>
          <HeadCell number>Packs</HeadCell>
          <HeadCell>Note</HeadCell>
          <HeadCell>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <RowFields
              key={row.id}
              row={row}
              suppliers={suppliers}
              onKeyDown={keys(row)}
              onBlur={left(row)}
              onType={(more) => {
                typedIn.current.add(row.id)
                onChange(rowChange(row, more, false))
              }}
              onLook={() => {
                look(row)
                goOn(row)
              }}
              onDrop={() => {
                onDrop(row)
                goOn(row)
              }}
            />
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
