import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead, TotalsRow } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import type { Check } from '#lib/orders/approve/checks.rules.ts'
import type { DecisionLine, DecisionPage } from '#lib/orders/approve/decision.queries.ts'
import type { Evidence } from '#lib/orders/approve/evidence.queries.ts'
import { offContractWords } from '#lib/orders/order/off-contract.rules.ts'
import { STATUS_NAMES } from '#lib/orders/order/order.status.ts'
import {
  formatCount,
  formatCounted,
  formatDateOf,
  formatPence,
  formatPenceDifference,
  formatPrice,
} from '#lib/values/format.ts'
import type { Pence, Price } from '#lib/values/money.ts'

const NOT_SHOWN = HIDDEN_WORDS.role

/** The lines of an order against contract, those that need agreement first, with the total ex VAT. */
export function CostTable({ page }: { page: DecisionPage }) {
  const { lines, more, money } = page
  return (
    <>
      <Table caption="Lines of the order against contract">
        <TableHead>
          <HeadCell>Product</HeadCell>
          <HeadCell number>Packs</HeadCell>
          <HeadCell number>Contract</HeadCell>
          <HeadCell number>This order</HeadCell>
          <HeadCell number>Line ex VAT</HeadCell>
          <HeadCell number>Against contract</HeadCell>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <CostRow key={line.id} line={line} />
          ))}
        </TableBody>
        <TotalsRow>
          <RowHead>
            Total ex VAT{money && money.carriage > 0 ? `, with ${formatPence(money.carriage)} carriage` : ''}
          </RowHead>
          <Cell number label="Order" colSpan={4}>
            {money ? formatPence((money.net + money.carriage) as Pence) : HIDDEN_WORDS.confidential}
          </Cell>
          <Cell number label="Against contract">
            {money ? formatPenceDifference(money.against) : NOT_SHOWN}
          </Cell>
        </TotalsRow>
      </Table>
      {more.lines > 0 && (
        <p className="app-more">
          <Link href={`/orders/${page.number}`}>
            {formatCounted(more.lines, 'more line', 'more lines')}
            {more.net !== null && `, ${formatPence(more.net)} ex VAT`}
          </Link>
        </p>
      )}
    </>
  )
}

function CostRow({ line }: { line: DecisionLine }) {
  const shown = (amount: Price | null) => (line.hidden || amount === null ? NOT_SHOWN : formatPrice(amount))
  const dearer = line.against !== null && line.against > 0
  return (
    <Row>
      <RowHead>
        <b>{line.product}</b>, {line.packText}
        {line.reason && <Sub small>{offContractWords(line.reason)}</Sub>}
        {line.note && <Sub small>{line.note}</Sub>}
        {line.handled.length > 0 && <Sub small>{line.handled.join('. ')}</Sub>}
        {line.formulary && <Sub small>{line.formulary}</Sub>}
        {line.source && <Sub small>Price typed: {line.source}</Sub>}
      </RowHead>
      <Cell number label="Packs">
        {formatCount(line.packs)}
      </Cell>
      <Cell number label="Contract">
        {line.contracted ? shown(line.contractPrice) : 'None'}
      </Cell>
      <Cell number label="This order">
        {shown(line.price)}
      </Cell>
      <Cell number label="Line ex VAT">
        {line.net === null ? NOT_SHOWN : formatPence(line.net)}
      </Cell>
      <Cell number label="Against contract" className={dearer ? 'app-up' : undefined}>
        {line.against === null ? (
          NOT_SHOWN
        ) : dearer ? (
          <b>{formatPenceDifference(line.against)}</b>
        ) : (
          formatPenceDifference(line.against)
        )}
      </Cell>
    </Row>
  )
}

/** What was checked: the rule, what was found, the result as mark and word. */
export function ChecksTable({ checks }: { checks: readonly Check[] }) {
  return (
    <Table caption="Rules checked" className="app-checks">
      <TableHead hidden>
        <HeadCell>Rule</HeadCell>
        <HeadCell>What was found</HeadCell>
        <HeadCell>Result</HeadCell>
      </TableHead>
      <TableBody>
        {checks.map((check) => (
          <Row key={check.rule}>
            <RowHead>{check.rule}</RowHead>
            <Cell>
              {check.found}
              {check.number && (
                <>
                  . <Link href={`/orders/${check.number}`}>Read the reply</Link>
                </>
              )}
            </Cell>
            <Cell>
              <Mark shape={check.mark}>{check.word}</Mark>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** The last orders of a medicine, newest first. */
export function EarlierTable({ earlier }: { earlier: NonNullable<Evidence['earlier']> }) {
  return (
    <Table caption={`Last orders of ${earlier.product}, newest first`} density="desk">
      <TableHead>
        <HeadCell>Order</HeadCell>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Submitted</HeadCell>
        <HeadCell number>Packs</HeadCell>
        <HeadCell number>Pack ex VAT</HeadCell>
        <HeadCell>Status</HeadCell>
      </TableHead>
      <TableBody>
        {earlier.orders.map((one) => (
          <Row key={`${one.number} ${one.packText} ${one.packs}`}>
            <RowHead>
              <Link href={`/orders/${one.number}`} className="app-nowrap">
                {one.number}
              </Link>
            </RowHead>
            <Cell label="Supplier">{one.supplier}</Cell>
            <Cell label="Submitted">{formatDateOf(one.at)}</Cell>
            <Cell number label="Packs">
              <span>
                {formatCount(one.packs)}
                <Sub small>{one.packText}</Sub>
              </span>
            </Cell>
            <Cell number label="Pack ex VAT">
              {one.price === null ? NOT_SHOWN : formatPrice(one.price)}
            </Cell>
            <Cell label="Status">{STATUS_NAMES[one.status]}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
