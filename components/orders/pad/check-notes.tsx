import Link from 'next/link'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { FormAction } from '#lib/action-answer.ts'
import { ORDER_KIND_NAMES } from '#lib/orders/order/order.split.rules.ts'
import type { MissingOnLine, PadCheck } from '#lib/orders/raise/check.queries.ts'
import { whoCan } from '#lib/refusal-words.ts'
import { formatCounted, formatDayTime, formatPrice } from '#lib/values/format.ts'
import type { Price } from '#lib/values/money.ts'
import { NOT_SHOWN } from './pad-words.ts'

const MISSING = {
  price: 'the price is missing',
  source: 'where the price comes from is missing',
  reason: 'the reason for buying off contract is missing',
  formulary: 'the reason for ordering what is not on the formulary is missing',
} as const satisfies Record<MissingOnLine['missing'], string>

/** What lines lack before the pad can be submitted. */
export function MissingNote({ check, back }: { check: PadCheck; back: string }) {
  if (check.missing.length === 0 && check.rows === 0) return null
  const lead =
    check.missing.length === 0
      ? `${formatCounted(check.rows, 'row')} of your list ${check.rows === 1 ? 'is no line' : 'are no lines'} yet.`
      : `${formatCounted(check.missing.length, 'line lacks', 'lines lack')} something.`
  return (
    <Note kind="care" lead={lead}>
      <ul>
        {check.missing.map((one) => (
          <li key={one.lineId}>
            {one.product}: {MISSING[one.missing]}.
          </li>
        ))}
      </ul>
      <Link href={back}>Go back and put it right</Link>
    </Note>
  )
}

/** Lines that the formulary does not permit: nothing is submitted with them. */
export function NotPermittedNote({ check, back }: { check: PadCheck; back: string }) {
  if (check.notPermitted.length === 0) return null
  return (
    <Note kind="care" lead="The formulary does not permit what you order.">
      <ul>
        {check.notPermitted.map((one) => (
          <li key={one.lineId}>{one.product}</li>
        ))}
      </ul>
      <Link href={back}>Go back and take it off</Link>
    </Note>
  )
}

/** An earlier emergency that nobody has agreed to yet keeps this one from going as an emergency. */
export function UndecidedNote({ check, back }: { check: PadCheck; back: string }) {
  if (!check.undecided) return null
  const { number, due, ...who } = check.undecided
  return (
    <Note kind="care" lead={`Your last emergency, ${number}, is not decided yet.`}>
      It waits for {whoCan(who)}, by {formatDayTime(due)}. Have <Link href={`/orders/${number}`}>{number}</Link> decided
      first, or <Link href={back}>take the emergency off this one</Link>: it then waits for its approval.
    </Note>
  )
}

/** Prices that are other today than on the pad, old beside new, lines that go on another kind of order, and the act that takes both over. */
export function ChangedPrices({
  check,
  trustId,
  takePrices,
}: {
  check: PadCheck
  trustId: string
  takePrices: FormAction
}) {
  const { changed, moved, id, edit } = check
  if (changed.length + moved.length === 0) return null
  return (
    <Section
      id="changed"
      title={
        changed.length > 0
          ? `${formatCounted(changed.length, 'price has', 'prices have')} changed`
          : `${formatCounted(moved.length, 'product goes', 'products go')} on another order by now`
      }
      lead="Prices and products are looked up again when you submit. These are other today than on your pad."
    >
      {moved.length > 0 && (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {moved.map((one) => (
            <li key={one.lineId}>
              {one.product} is treated otherwise by now: it goes on an order of its own kind,{' '}
              {ORDER_KIND_NAMES[one.kind].toLowerCase()}.
            </li>
          ))}
        </ul>
      )}
      {changed.length > 0 && (
        <Table caption="Prices that changed">
          <TableHead>
            <HeadCell>Product and pack</HeadCell>
            <HeadCell number>On your pad</HeadCell>
            <HeadCell number>Today</HeadCell>
          </TableHead>
          <TableBody>
            {changed.map((one) => (
              <Row key={one.lineId}>
                <RowHead>{one.product}</RowHead>
                <Cell label="On your pad" number>
                  {amount(one.was, one.shown)}
                </Cell>
                <Cell label="Today" number>
                  {amount(one.now, one.shown)}
                  {one.shown && one.was === one.now ? ', on other terms' : ''}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <ActionForm
        action={takePrices}
        trustId={trustId}
        act={`take-prices ${id} ${edit}`}
        hidden={{ padId: id, edit: String(edit) }}
        label="Use what holds today"
      >
        <Button kind="secondary">
          {moved.length > 0
            ? 'Use what holds today'
            : changed.length === 1
              ? 'Use the new price'
              : 'Use the new prices'}
        </Button>
      </ActionForm>
    </Section>
  )
}

function amount(price: Price | null, shown: boolean): string {
  if (!shown) return NOT_SHOWN
  return price === null ? 'None on file' : formatPrice(price)
}
