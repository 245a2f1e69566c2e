import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ExpectedDelivery } from '#lib/orders/receive/deliveries.queries.ts'
import { daysBetween, type LocalDate } from '#lib/values/dates.ts'
import { formatCount, formatCounted, formatDate } from '#lib/values/format.ts'

/** What is expected, by supplier and store: what is due now, then what comes later. */
export function ExpectedList({
  deliveries,
  today,
  mayBook,
}: {
  deliveries: readonly ExpectedDelivery[]
  today: LocalDate
  mayBook: boolean
}) {
  const now = deliveries.filter((one) => one.due > 0)
  const later = deliveries.filter((one) => one.due === 0)
  return (
    <>
      <Section id="now" title="Due today or before">
        {now.length === 0 ? (
          <EmptyState>
            {later.length > 0
              ? 'Nothing is due. What comes early can be booked in from below.'
              : 'Nothing is on its way. Orders appear here as soon as their supplier has them.'}
          </EmptyState>
        ) : (
          <Deliveries caption="Deliveries due today or before" deliveries={now} today={today} mayBook={mayBook} />
        )}
      </Section>
      {later.length > 0 && (
        <Section id="later" title="To come">
          <Deliveries caption="Deliveries to come" deliveries={later} today={today} mayBook={mayBook} />
        </Section>
      )}
    </>
  )
}

function Deliveries({
  caption,
  deliveries,
  today,
  mayBook,
}: {
  caption: string
  deliveries: readonly ExpectedDelivery[]
  today: LocalDate
  mayBook: boolean
}) {
  return (
    <Table caption={caption} className="app-expected">
      <TableHead>
        <HeadCell>Supplier and store</HeadCell>
        <HeadCell number>Lines</HeadCell>
        <HeadCell number>Packs</HeadCell>
        <HeadCell>Due</HeadCell>
        <HeadCell>Fridge and controlled drugs</HeadCell>
        {mayBook && <HeadCell hidden>Book in</HeadCell>}
      </TableHead>
      <TableBody>
        {deliveries.map((one) => (
          <Row key={`${one.supplierId} ${one.storeId}`}>
            <RowHead>
              {mayBook && bookable(one) ? <Link href={deskHref(one)}>{one.supplier}</Link> : one.supplier}
              <Sub>
                {one.store}, {one.site}
              </Sub>
            </RowHead>
            <Cell number label="Lines">
              {one.due > 0 && one.due < one.lines
                ? `${formatCount(one.due)} of ${formatCount(one.lines)}`
                : formatCount(one.lines)}
            </Cell>
            <Cell number label="Packs">
              {formatCount(one.packs)}
            </Cell>
            <Cell label="Due">
              <Due one={one} today={today} />
            </Cell>
            <Cell label="Fridge and CDs">
              <Special one={one} />
            </Cell>
            {mayBook && (
              <Cell className="app-right">
                {bookable(one) ? (
                  <ButtonLink href={deskHref(one)} kind="secondary" small>
                    Book in
                    <span className="nhsuk-u-visually-hidden">
                      {' '}
                      {one.supplier}, {one.store}
                    </span>
                  </ButtonLink>
                ) : (
                  <Sub small>{one.orders === 1 ? 'Your own order' : 'Your own orders'}: somebody else books in</Sub>
                )}
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Due({ one, today }: { one: ExpectedDelivery; today: LocalDate }) {
  if (one.firstDue === null) return <>No day given</>
  if (one.late === 0) return <>{one.firstDue === today ? 'Today' : formatDate(one.firstDue)}</>
  return (
    <div>
      <Mark shape="late">{formatCounted(daysBetween(one.firstDue, today), 'day')} late</Mark>
      <Sub small>{formatCounted(one.late, 'line')}</Sub>
    </div>
  )
}

function Special({ one }: { one: ExpectedDelivery }) {
  const named = [
    ...one.fridge.map((name) => `Fridge: ${name}`),
    ...one.controlled.map((name) => `Controlled drug: ${name}`),
  ]
  if (named.length === 0) return <>None</>
  const [first, ...others] = named
  return (
    <div>
      {first}
      {others.length > 0 && (
        <Sub small>
          {others.slice(0, 2).join('; ')}
          {others.length > 2 ? ' and more' : ''}
        </Sub>
      )}
    </div>
  )
}

/** Whether there is an order among it that this person may book in: never one that they raised or changed. */
function bookable(one: ExpectedDelivery): boolean {
  return one.own < one.orders
}

function deskHref(one: ExpectedDelivery): string {
  return `/deliveries/book/${one.supplierId}?store=${one.storeId}`
}
