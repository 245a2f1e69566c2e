'use client'

import type { Dispatch, ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Table, TableBody, TableHead, TotalsRow } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { StoreChoice } from '#lib/orders/raise/pads.queries.ts'
import { wrongStore } from '#lib/orders/raise/wrong-store.rules.ts'
import { formatCounted, formatPence } from '#lib/values/format.ts'
import { PadLine } from './pad-line.tsx'
import type { PadEvent } from './pad-state.ts'
import { partId } from './pad-strip.tsx'
import { amountWords, TOTAL_HIDDEN } from './pad-words.ts'
import type { ShownLine } from './shown-line.ts'
import type { ShownPart } from './shown-parts.ts'
import { minimumWords } from './terms-words.ts'

/** One order of the pad: its supplier, number and place, its lines, and what it comes to. */
export function PadPart({
  part,
  title,
  store,
  raw,
  problems,
  current,
  twins,
  dispatch,
  onMove,
  onMerge,
  onRemove,
  onMore,
  children,
}: {
  part: ShownPart
  title: string
  store: StoreChoice | null
  raw: Readonly<Record<string, string>>
  problems: ReadonlyMap<string, string>
  current: string | null
  twins: ReadonlyMap<string, ShownLine>
  dispatch: Dispatch<PadEvent>
  onMove: (key: string, by: 1 | -1) => void
  onMerge: (line: ShownLine, first: ShownLine) => void
  onRemove: (line: ShownLine) => void
  onMore: () => void
  children?: ReactNode
}) {
  const { totals } = part
  const number = part.part?.number ?? 'Numbered when it is kept'
  const returned = part.part?.status === 'returned' ? '. Returned, to be submitted again' : ''
  return (
    <Section
      id={partId(part)}
      title={title}
      lead={`${number}. To ${store?.label ?? 'a store no longer in use'}${returned}`}
    >
      <Table caption={`Lines for ${title}, ${number}`} density="desk">
        <TableHead>
          <HeadCell>Product and pack</HeadCell>
          <HeadCell number>Packs</HeadCell>
          <HeadCell number>Pack ex VAT</HeadCell>
          <HeadCell number>Line ex VAT</HeadCell>
          <HeadCell>Contract</HeadCell>
          <HeadCell>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {part.lines.map((line) => (
            <PadLine
              key={line.key}
              line={line}
              text={raw[`${line.key}/packs`]}
              problem={problems.get(`${line.key}/packs`)}
              current={current === line.key}
              dispatch={dispatch}
              twin={twins.get(line.key)}
              onMove={onMove}
              onMerge={onMerge}
              onRemove={onRemove}
            />
          ))}
        </TableBody>
        <TotalsRow>
          <Cell colSpan={3}>
            {formatCounted(part.lines.length + part.more, 'line')} ex VAT
            {totals && totals.carriage > 0 ? `, without ${formatPence(totals.carriage)} carriage` : ''}
          </Cell>
          <Cell number label="Lines ex VAT">
            {amountWords(totals?.net ?? null)}
          </Cell>
          <Cell colSpan={2} label="With VAT">
            {totals === null ? `Total: ${TOTAL_HIDDEN.toLowerCase()}` : `${formatPence(totals.gross)} with VAT`}
          </Cell>
        </TotalsRow>
      </Table>
      {totals && totals.belowMinimum > 0 && part.part && (
        <Note
          small
          kind="care"
          lead={`${formatPence(totals.belowMinimum)} below the minimum of ${formatPence(part.part.terms.minimumOrder)}:`}
        >
          {totals.carriage > 0 ? `${formatPence(totals.carriage)} carriage.` : 'no carriage is charged.'}
        </Note>
      )}
      {totals && totals.belowMinimum === 0 && part.part && <p className="app-14 app-2">{minimumWords(part)}.</p>}
      {wrongStore(part, store) && (
        <Note small kind="care" lead={wrongStore(part, store)}>
          Look whether it is delivered to the right place.
        </Note>
      )}
      {part.more > 0 && (
        <p>
          {formatCounted(part.more, 'more line')} on this order.{' '}
          <Button type="button" kind="secondary" small onClick={onMore}>
            Show more lines
          </Button>
        </p>
      )}
      {children}
    </Section>
  )
}
