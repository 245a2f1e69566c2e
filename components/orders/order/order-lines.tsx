import Link from 'next/link'
import { whyAddress } from '#components/contracts/why-address.ts'
import { countedLines, samePacks } from '#components/orders/order/order-words.ts'
import { Mark } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead, TotalsRow } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { handlingWords } from '#lib/catalogue/pack.rules.ts'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { lineWords } from '#lib/orders/order/line-words.rules.ts'
import { packsBack } from '#lib/orders/order/went-back.rules.ts'
import type { OrderPage } from '#lib/orders/track/order-page.queries.ts'
import type { OrderPageLine } from '#lib/orders/track/order-page-lines.queries.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCount, formatCounted, formatPence, formatPrice } from '#lib/values/format.ts'

const NOT_SHOWN = HIDDEN_WORDS.role

const CONTRACT: Record<string, string> = {
  ON_CONTRACT: 'On contract',
  ON_CONTRACT_PRICE_HIGH: 'Over contract price',
  OFF_CONTRACT: 'Off contract',
  NO_CONTRACT: 'No contract',
}

/** The contract a line is bought on, or, where it is bought beside one, which it could have been bought on. */
function contractWords({ contractState, contractReference }: OrderPageLine): string {
  return contractState === 'OFF_CONTRACT' ? `Instead of ${contractReference}` : `${contractReference}`
}

/** What the reader may do with a line; `why`: ask why it has its price. */
export type LineActs = { close: boolean; acknowledge: boolean; again: boolean; why?: boolean }

/** The lines of an order: ordered, answered, received and outstanding in packs, with what each waits for. */
export function OrderLines({ order, may }: { order: OrderPage; may: LineActs }) {
  const lines = countedLines(order)
  const added = samePacks(lines)
  const sum = (of: (line: OrderPageLine) => number) => formatCount(lines.reduce((total, line) => total + of(line), 0))
  return (
    <Table caption="Lines, in packs ordered, acknowledged, received and outstanding" density="desk">
      <TableHead>
        <HeadCell number>Line</HeadCell>
        <HeadCell>Product and pack</HeadCell>
        <HeadCell number>Ordered</HeadCell>
        <HeadCell number>Acknowledged</HeadCell>
        <HeadCell number>Received</HeadCell>
        <HeadCell number>Outstanding</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Contract</HeadCell>
        <HeadCell number>Pack ex VAT</HeadCell>
        <HeadCell number>Line ex VAT</HeadCell>
        <HeadCell>Next</HeadCell>
      </TableHead>
      <TableBody>
        {order.lines.map((line) => (
          <LineRow key={line.id} line={line} order={order} may={may} />
        ))}
      </TableBody>
      <TotalsRow>
        <Cell colSpan={added ? 2 : 6}>
          {formatCounted(lines.length, 'line')}
          {added ? '' : ', of packs that hold different amounts'}
        </Cell>
        {added && (
          <>
            <Cell number label="Ordered">
              {sum((line) => line.ordered)}
            </Cell>
            <Cell number label="Acknowledged">
              {sum((line) => line.progress.acknowledged)}
            </Cell>
            <Cell number label="Received">
              {sum((line) => line.received)}
            </Cell>
            <Cell number label="Outstanding">
              {sum((line) => line.progress.outstanding)}
            </Cell>
          </>
        )}
        <Cell colSpan={3}>
          <span className="app-pack">
            {added ? 'packs. ' : ''}A sent line is never edited, only replaced or closed.
          </span>
        </Cell>
        <Cell number label="Line ex VAT">
          {order.money ? formatPence(order.money.net) : HIDDEN_WORDS[order.hidden ?? 'role']}
        </Cell>
        <Cell className="app-hide-small">ex VAT</Cell>
      </TotalsRow>
    </Table>
  )
}

function LineRow({ line, order, may }: { line: OrderPageLine; order: OrderPage; may: LineActs }) {
  const { shape, words, more } = lineWords({ ...line, sent: order.sentAt !== null })
  return (
    <Row>
      <Cell number className="app-2 app-hide-small">
        {line.lineNo}
      </Cell>
      <RowHead>
        {line.product}
        <span className="app-pack">, {line.packText}</span>
        <span className="app-sub">
          {line.brand ? `${line.brand}, ` : ''}
          {line.maker}
          {line.unlicensed ? '. Unlicensed' : ''}
          {handlingWords(line).map((words) => `. ${words}`)}
        </span>
        {line.formulary !== null && <span className="app-sub">{line.formulary}</span>}
        {line.ownNote !== '' && <span className="app-sub">Note: {line.ownNote}</span>}
      </RowHead>
      <Cell number label="Ordered">
        {formatCount(line.ordered)}
      </Cell>
      <Cell number label="Acknowledged">
        {line.answer ? formatCount(line.progress.acknowledged) : 'Not yet'}
      </Cell>
      <Cell number label="Received">
        {formatCount(line.received)}
        {line.wentBack.length > 0 && (
          <span className="app-sub">{formatCount(Math.max(0, line.received - packsBack(line.wentBack)))} kept</span>
        )}
      </Cell>
      <Cell number label="Outstanding">
        <b>{formatCount(line.progress.outstanding)}</b>
      </Cell>
      <Cell label="State">
        <Mark shape={shape} wrap>
          {words}
        </Mark>
        {more !== '' && <span className="app-sub">{more}</span>}
        {line.replacedBy.map((other) => (
          <span className="app-sub" key={other.number}>
            {formatCounted(other.packs, 'pack')} ordered elsewhere:{' '}
            <Link href={`/orders/${other.number}`}>{other.number}</Link>
          </span>
        ))}
      </Cell>
      <Cell label="Contract">
        {CONTRACT[line.contractState] ?? line.contractState}
        {line.contractReference && <span className="app-sub">{contractWords(line)}</span>}
        {may.why && <WhyLink line={line} order={order} />}
      </Cell>
      <Cell number label="Pack ex VAT">
        {line.price === null ? NOT_SHOWN : formatPrice(line.price)}
      </Cell>
      <Cell number label="Line ex VAT">
        {line.net === null ? NOT_SHOWN : formatPence(line.net)}
      </Cell>
      <Cell label="Next">
        <NextAct line={line} order={order} may={may} />
      </Cell>
    </Row>
  )
}

/** Why the pack cost what it cost on the day the order was raised. */
function WhyLink({ line, order }: { line: OrderPageLine; order: OrderPage }) {
  const on = londonDate(order.raisedAt)
  const asked = { pack: line.amppId, supplier: order.supplier.id, on, packs: line.ordered }
  return (
    <span className="app-sub">
      <Link href={whyAddress(line.vmpId, asked)}>
        Why this price<span className="nhsuk-u-visually-hidden"> of {line.product}</span>
      </Link>
    </span>
  )
}

function NextAct({ line, order, may }: { line: OrderPageLine; order: OrderPage; may: LineActs }) {
  const again = line.wentBack.find((one) => one.again === null)
  if (again && line.progress.outstanding === 0)
    return may.again ? <a href="#went-back">Order again</a> : <span className="app-2">Procurement orders again</span>
  if (order.status !== 'sent' || line.progress.outstanding === 0) return <span className="app-2">Nothing</span>
  if (line.answer?.open)
    return may.acknowledge ? (
      <Link href={`/orders/${order.number}/acknowledge`}>Deal with answer</Link>
    ) : (
      <span className="app-2">Procurement decides</span>
    )
  if (may.close)
    return (
      <Link href={`/orders/${order.number}/end?line=${line.id}`}>Close {formatCount(line.progress.outstanding)}</Link>
    )
  return <span className="app-2">Wait</span>
}
