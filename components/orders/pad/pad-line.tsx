'use client'

import { type Dispatch, Fragment, type KeyboardEvent, memo } from 'react'
import { LinkButton } from '#components/ui/button.tsx'
import { classes } from '#components/ui/classes.ts'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead } from '#components/ui/table.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { formularyLine } from '#lib/catalogue/formulary/formulary.rules.ts'
import { handlingWords, packMake } from '#lib/catalogue/pack.rules.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'
import { alsoWords } from './also-words.ts'
import type { PadEvent } from './pad-state.ts'
import { CONTRACT_TAGS, netWords, packWords, priceWords } from './pad-words.ts'
import type { ShownLine } from './shown-line.ts'
import { mergeOf } from './twin-lines.ts'

/** The id of a line's quantity field. */
export function packsId(key: string): string {
  return `packs-${key}`
}

/** One line of the pad: product and pack, quantity, price, amount, contract. Enter and the arrows go up and down. */
export const PadLine = memo(function PadLine({
  line,
  text,
  problem,
  current,
  twin,
  dispatch,
  onMove,
  onMerge,
  onRemove,
}: {
  line: ShownLine
  text: string | undefined
  problem: string | undefined
  current: boolean
  twin: ShownLine | undefined
  dispatch: Dispatch<PadEvent>
  onMove: (key: string, by: 1 | -1) => void
  onMerge: (line: ShownLine, first: ShownLine) => void
  onRemove: (line: ShownLine) => void
}) {
  const tag = CONTRACT_TAGS[line.state]
  const name = `name-${line.key}`
  const formularySays = formularyLine(line)
  const handled = handlingWords(line)
  const shown = text ?? formatCount(line.packs).replaceAll(',', '')

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    onMove(line.key, event.key === 'ArrowUp' ? -1 : 1)
  }

  return (
    <Row current={current}>
      <RowHead id={name}>
        {line.product}
        <span className="app-pack">, {line.packText}</span>
        <span className="app-sub app-14">{subWords(line)}</span>
        {handled.length > 0 && <span className="app-sub app-14">{handled.join('. ')}</span>}
        {formularySays !== null && (
          <span className="app-sub app-14">
            <b>{formularySays}</b>
          </span>
        )}
        {line.ownNote !== '' && <span className="app-sub app-14">Note: {line.ownNote}</span>}
        {line.alsoOn.length > 0 && <AlsoOnOrders orders={line.alsoOn} />}
        {twin && <TwiceHere line={line} first={twin} onMerge={onMerge} />}
      </RowHead>
      <Cell label="Packs" number>
        <input
          className={classes('app-cell', problem !== undefined && 'app-cell--error')}
          id={packsId(line.key)}
          data-pad-packs={line.key}
          inputMode="numeric"
          autoComplete="off"
          aria-labelledby={`pad-packs-head ${name}`}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={problem === undefined ? undefined : `${packsId(line.key)}-error`}
          value={shown}
          onFocus={(event) => {
            event.currentTarget.select()
            dispatch({ type: 'looked', key: line.key })
          }}
          onChange={(event) => dispatch({ type: 'typed', line, field: 'packs', text: event.currentTarget.value })}
          onBlur={() => dispatch({ type: 'left', line, field: 'packs' })}
          onKeyDown={onKeyDown}
        />
        {problem !== undefined && (
          <span className="nhsuk-error-message app-14" id={`${packsId(line.key)}-error`}>
            {problem}
          </span>
        )}
      </Cell>
      <Cell label="Pack ex VAT" number>
        {priceWords(line)}
      </Cell>
      <Cell label="Line ex VAT" number>
        {netWords(line)}
      </Cell>
      <Cell label="Contract">
        <Tag tone={tag.tone}>{tag.words}</Tag>
      </Cell>
      <Cell label="Acts">
        <LinkButton type="button" onClick={() => dispatch({ type: 'looked', key: line.key })}>
          Why<span className="nhsuk-u-visually-hidden"> this price of {packWords(line)}</span>
        </LinkButton>{' '}
        <LinkButton type="button" onClick={() => onRemove(line)}>
          Remove<span className="nhsuk-u-visually-hidden"> {packWords(line)}</span>
        </LinkButton>
      </Cell>
    </Row>
  )
})

/** The same pack stands on this pad already: said, and made one line where somebody says so. */
function TwiceHere({
  line,
  first,
  onMerge,
}: {
  line: ShownLine
  first: ShownLine
  onMerge: (line: ShownLine, first: ShownLine) => void
}) {
  const merge = mergeOf(line, first, '')
  return (
    <span className="app-sub app-14">
      <b>This pack is on this pad already, with {formatCounted(first.packs, 'pack')}.</b>{' '}
      {merge && (
        <LinkButton type="button" onClick={() => onMerge(line, first)}>
          Make it one line of {formatCount(merge.packs)}
          <span className="nhsuk-u-visually-hidden"> packs of {packWords(line)}</span>
        </LinkButton>
      )}
    </span>
  )
}

/** Where the same medicine is on order already: another draft, or an order of the last days that has not come. */
function AlsoOnOrders({ orders }: { orders: ShownLine['alsoOn'] }) {
  return (
    <span className="app-sub app-14">
      Also on{' '}
      {orders.map((one, index) => (
        <Fragment key={`${one.number} ${one.packText}`}>
          {index > 0 && ', '}
          <Link href={`/orders/${one.number}`}>{one.number}</Link> ({alsoWords(one)})
        </Fragment>
      ))}
    </span>
  )
}

function subWords(line: ShownLine): string {
  const usual = line.usualPacks === null ? '' : `. Usually ${formatCount(line.usualPacks)}`
  const first = line.firstPurchase ? '. Never ordered before' : ''
  return `${packMake(line)}${usual}${first}`
}
