import { TakeList } from '#components/lists/take-list.tsx'
import { Details } from '#components/ui/details.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { Supply } from '#lib/orders/approve/evidence.queries.ts'
import { daysInWords, headline, medicineName } from '#lib/orders/approve/projection.rules.ts'
import { formatDate } from '#lib/values/format.ts'
import { unitsInWords } from '#lib/values/units.ts'
import { CoverChart } from './cover-chart.tsx'

/** How long stock lasts without the order and with it: headline, drawing, what stands behind it, figures and CSV. */
export function SupplyFigure({
  supply,
  store,
  number,
  now,
}: {
  supply: readonly Supply[]
  store: string
  number: string
  now: Date
}) {
  const [first] = supply
  if (!first) return null
  const name = medicineName(first.product)
  return (
    <figure className="app-chart app-section">
      <h2 className="app-h2">
        {first.projection ? headline(first.projection, name, now) : `Nothing is known of the use of ${name}`}
      </h2>
      {first.projection && (
        <CoverChart projection={first.projection} product={first.product} unitName={first.unitName} now={now} />
      )}
      <p>{supplySentence(first, store)}</p>
      <Details summary="Stock cover as a table" small>
        <SupplyTable supply={supply} />
        <TakeList list="stock-cover" query={{ number }} what="the stock cover" />
      </Details>
    </figure>
  )
}

function supplySentence(supply: Supply, store: string): string {
  const { projection, unitName, usageDays, onHand, onOrder, awaiting } = supply
  const used = projection ? `${unitsInWords(projection.perDay, unitName)} a day, average of ${usageDays} days. ` : ''
  const elsewhere = onOrder > 0 ? `${unitsInWords(onOrder, unitName)} on other orders.` : 'Nothing else is on order.'
  const waiting = awaiting > 0 ? ` ${unitsInWords(awaiting, unitName)} on orders that wait for approval.` : ''
  return `${used}${unitsInWords(onHand, unitName)} on the shelf in ${store} now. ${elsewhere}${waiting}${othersSentence(supply)}`
}

/** What the trust's other stores hold and expect: stock that could be moved instead of bought. */
function othersSentence({ elsewhere, onOrderElsewhere, unitName }: Supply): string {
  if (elsewhere === 0 && onOrderElsewhere === 0) return ''
  const coming = onOrderElsewhere > 0 ? `, and ${unitsInWords(onOrderElsewhere, unitName)} on order for them` : ''
  return ` Your other stores hold ${unitsInWords(elsewhere, unitName)}${coming}.`
}

function SupplyTable({ supply }: { supply: readonly Supply[] }) {
  return (
    <Table caption="Stock cover without the order and with it" density="desk">
      <TableHead>
        <HeadCell>Medicine</HeadCell>
        <HeadCell number>On the shelf</HeadCell>
        <HeadCell number>Used a day</HeadCell>
        <HeadCell number>This order</HeadCell>
        <HeadCell number>Without it</HeadCell>
        <HeadCell number>With it</HeadCell>
        <HeadCell>Expected</HeadCell>
      </TableHead>
      <TableBody>
        {supply.map((one) => (
          <Row key={one.vmpId}>
            <RowHead>{one.product}</RowHead>
            <Cell number label="On the shelf">
              {unitsInWords(one.onHand, one.unitName)}
            </Cell>
            <Cell number label="Used a day">
              {one.projection ? unitsInWords(one.projection.perDay, one.unitName) : 'Not known'}
            </Cell>
            <Cell number label="This order">
              {unitsInWords(one.ordered, one.unitName)}
            </Cell>
            <Cell number label="Without it">
              {one.projection ? daysInWords(one.projection.without) : 'Not known'}
            </Cell>
            <Cell number label="With it">
              {one.projection ? daysInWords(one.projection.with) : 'Not known'}
            </Cell>
            <Cell label="Expected">{formatDate(one.arrivesOn)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
