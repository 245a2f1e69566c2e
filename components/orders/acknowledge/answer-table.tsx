'use client'

import { useState } from 'react'
import { CellInput, CellSelect } from '#components/ui/cell-field.tsx'
import { firstTyped, useField } from '#components/ui/form-context.ts'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { LineToAnswer, PackChoice } from '#lib/orders/acknowledge/acknowledge.queries.ts'
import { ANSWER_NAMES } from '#lib/orders/order/answer-names.ts'
import { ANSWER_CODES, type AnswerCode } from '#lib/orders/order/order.progress.ts'
import { formatCount, formatDate, formatPrice } from '#lib/values/format.ts'

type Asks = { packs?: boolean; price?: boolean; day?: boolean; other?: boolean; note?: boolean }

/** What each answer can say beyond its name; what is left empty is as ordered. */
const ASKS: Record<AnswerCode, Asks> = {
  ACCEPTED: { day: true },
  CHANGED_QUANTITY: { packs: true, price: true, day: true, note: true },
  CHANGED_PRICE: { packs: true, price: true, day: true, note: true },
  BACK_ORDER: { packs: true, price: true, day: true, note: true },
  ON_ALLOCATION: { packs: true, price: true, day: true, note: true },
  SUBSTITUTE_OFFERED: { packs: true, price: true, day: true, other: true, note: true },
  NOT_AVAILABLE: { note: true },
  DISCONTINUED: { note: true },
  CODE_UNKNOWN: { note: true },
}

const CODES = ANSWER_CODES.map((code) => ({ value: code, label: ANSWER_NAMES[code] }))

/**
 * The lines of an order with a supplier's answer to each: choose it, and the row asks what belongs to it. Lines that
 * nobody answered yet stand at “Accepted”, so that only what differs is typed; the others at what was said before.
 */
export function AnswerTable({
  lines,
  others,
}: {
  lines: readonly LineToAnswer[]
  others: Readonly<Record<string, readonly PackChoice[]>>
}) {
  return (
    <Table caption="Their answer, line by line" density="desk">
      <TableHead>
        <HeadCell number>Line</HeadCell>
        <HeadCell>Product and pack</HeadCell>
        <HeadCell number>Ordered</HeadCell>
        <HeadCell>Answer</HeadCell>
        <HeadCell>Packs they will deliver</HeadCell>
        <HeadCell>Pack ex VAT</HeadCell>
        <HeadCell>Promised for</HeadCell>
      </TableHead>
      <TableBody>
        {lines.map((line, index) => (
          <AnswerRow key={line.id} line={line} index={index} others={others[line.vmpId] ?? []} />
        ))}
      </TableBody>
    </Table>
  )
}

function AnswerRow({ line, index, others }: { line: LineToAnswer; index: number; others: readonly PackChoice[] }) {
  const name = (field: string) => `lines[${index}].${field}`
  const of = (what: string) => `${what}, line ${line.lineNo}`
  const { typed } = useField(name('code'))
  const [code, setCode] = useState(firstTyped(typed) ?? startOf(line))
  const asks: Asks = isCode(code) ? ASKS[code] : {}
  const before = line.answer ? 'Said before' : 'Not answered'
  return (
    <Row columns={7} why={asks.note ? <Further line={line} asks={asks} others={others} name={name} /> : undefined}>
      <Cell number className="app-2 app-hide-small">
        {line.lineNo}
      </Cell>
      <RowHead>
        {line.product}
        <span className="app-pack">, {line.packText}</span>
        <span className="app-sub app-14">
          {line.maker}
          {line.received > 0 ? `. ${formatCount(line.received)} came` : ''}
          {line.answer ? `. They said: ${saidBefore(line.answer)}` : ''}
        </span>
      </RowHead>
      <Cell number label="Ordered">
        {formatCount(line.wanted)}
      </Cell>
      <Cell label="Answer">
        <input type="hidden" name={name('lineId')} value={line.id} />
        <CellSelect
          name={name('code')}
          label={of('Answer')}
          choices={[{ value: '', label: line.answer ? 'As before' : 'No answer' }, ...CODES]}
          value={code}
          onChange={setCode}
        />
      </Cell>
      <Cell label="Packs they will deliver">
        {asks.packs ? (
          <CellInput name={name('packs')} label={of('Packs they will deliver')} inputMode="numeric" />
        ) : (
          <span className="app-2">{packsWords(code, line, before)}</span>
        )}
      </Cell>
      <Cell label="Pack ex VAT">
        {asks.price ? (
          <CellInput name={name('price')} label={of('Price of a pack in pounds')} inputMode="decimal" />
        ) : (
          <span className="app-2">{line.price === null ? 'Not shown to your role' : formatPrice(line.price)}</span>
        )}
      </Cell>
      <Cell label="Promised for">
        {asks.day ? (
          <CellInput name={name('expectedOn')} label={of('Promised for')} />
        ) : (
          <span className="app-2">{isCode(code) ? 'Not to come' : before}</span>
        )}
      </Cell>
    </Row>
  )
}

function Further({
  line,
  asks,
  others,
  name,
}: {
  line: LineToAnswer
  asks: Asks
  others: readonly PackChoice[]
  name: (field: string) => string
}) {
  const packs = others
    .filter((one) => one.amppId !== line.amppId)
    .map((one) => ({ value: one.amppId, label: one.words }))
  return (
    <span className="app-answer-more">
      {asks.other && (
        <span>
          <span aria-hidden="true">Pack they offer </span>
          <CellSelect
            name={name('substituteAmppId')}
            label={`Pack they offer, line ${line.lineNo}`}
            choices={[{ value: '', label: 'Choose a pack' }, ...packs]}
          />
        </span>
      )}
      <span>
        <span aria-hidden="true">Note </span>
        <CellInput name={name('note')} label={`Note, line ${line.lineNo}`} wide maxLength={500} />
      </span>
      <span className="app-2">Left empty is as ordered{asks.price ? '. Day like 6 August 2026' : ''}</span>
    </span>
  )
}

function isCode(text: string): text is AnswerCode {
  return text in ASKS
}

function startOf(line: LineToAnswer): string {
  return line.answer === null && line.outstanding > 0 ? 'ACCEPTED' : ''
}

function packsWords(code: string, line: LineToAnswer, before: string): string {
  if (!isCode(code)) return line.answer ? formatCount(line.answer.packs) : before
  return code === 'ACCEPTED' ? formatCount(line.wanted) : formatCount(line.received)
}

function saidBefore(answer: NonNullable<LineToAnswer['answer']>): string {
  const name = ANSWER_NAMES[answer.code]
  const words = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  const day = answer.expectedOn ? `, ${formatDate(answer.expectedOn)}` : ''
  return `${words}, ${formatCount(answer.packs)}${day}`
}
