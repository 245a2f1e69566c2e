import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { nearWords } from '#lib/catalogue/search.rules.ts'
import { type FoundBatch, findBatches } from '#lib/orders/receive/batch.queries.ts'
import { deliveriesHref } from '#lib/orders/receive/deliveries.schema.ts'
import { documentAt, findSuppliers } from '#lib/orders/track/find.queries.ts'
import { listOrders } from '#lib/orders/track/order-list.queries.ts'
import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatMilli, formatWhen } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Find' }

export default async function SearchPage({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  const actor = await pageActor('search')
  const q = ((await searchParams).q ?? '').trim().slice(0, 100)
  const now = systemClock()
  if (q === '') return <Nothing q="" />
  const document = await documentAt(actor, q)
  if (document) redirect(document)
  const [orders, packs, suppliers, { batches }] = await Promise.all([
    listOrders(actor, now, orderListAddress.parse({ q })),
    may(actor, 'catalogue.view') ? searchPacks(actor, { text: q, storeId: null, now }) : null,
    findSuppliers(actor, q),
    findBatches(actor, now, q, 'batches'),
  ])
  const hits = packs?.ok ? packs.value.hits.slice(0, 10) : []
  if (orders.rows.length + hits.length + suppliers.length + batches.length === 0) return <Nothing q={q} />
  return (
    <Main>
      <PageHead title="Find" standfirst={`What was found for “${q}”.`} />
      <Again q={q} />
      {orders.rows.length > 0 && (
        <Section id="orders" title="Orders">
          <ul className="app-left">
            {orders.rows.slice(0, 10).map((row) => (
              <li key={row.id}>
                <Link href={`/orders/${row.number}`}>{row.number}</Link> {row.supplier}, {formatWhen(row.raisedAt, now)}
              </li>
            ))}
          </ul>
          {orders.rows.length > 10 && (
            <p className="app-more">
              <Link href={`/orders?q=${encodeURIComponent(q)}`}>See all orders found</Link>
            </p>
          )}
        </Section>
      )}
      {hits.length > 0 && (
        <Section
          id="products"
          title="Products"
          lead={packs?.ok ? (nearWords(q, packs.value.near) ?? undefined) : undefined}
        >
          <ul className="app-left">
            {hits.map(({ pack }) => (
              <li key={pack.amppId}>
                <Link href={`/catalogue/${pack.amppId}`}>{pack.name}</Link>, {pack.packText}, {pack.maker}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {suppliers.length > 0 && (
        <Section id="suppliers" title="Suppliers">
          <ul className="app-left">
            {suppliers.map((supplier) => (
              <li key={supplier.id}>
                <Link href={`/suppliers/${supplier.id}`}>{supplier.name}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {batches.length > 0 && (
        <Section id="batches" title="Batches">
          <ul className="app-left">
            {batches.slice(0, 10).map((found) => (
              <li key={`${found.amppId} ${found.batch}`}>
                {may(actor, 'delivery.view') ? (
                  <Link href={deliveriesHref('batch', { q: found.batch })}>Batch {found.batch}</Link>
                ) : (
                  `Batch ${found.batch}`
                )}
                : {found.product}, {found.packText}. {whereWords(found)}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Main>
  )
}

/** Where a batch is now, in short. */
function whereWords({ stock, receipts, unitName }: FoundBatch): string {
  if (stock.length > 0) {
    return stock
      .map((one) => `${formatMilli(one.units)} ${unitName}${one.units === 1000 ? '' : 's'} in ${one.store}`)
      .join(', ')
  }
  return receipts.length > 0 ? 'Booked in, none left in stock' : 'None in stock'
}

function Nothing({ q }: { q: string }) {
  return (
    <Main>
      <PageHead title="Find" standfirst="Orders, products, batches and suppliers of your trust." />
      <Again q={q} />
      {q !== '' && (
        <div className="app-section">
          <EmptyState title={`Nothing found for “${q}”`}>
            Check the number, or try one word of the name. Barcodes and dm+d ids are found too.
          </EmptyState>
        </div>
      )}
    </Main>
  )
}

function Again({ q }: { q: string }) {
  return (
    <FilterForm action="/search" label="Find" apply="Find" section>
      <TextInput name="q" label="Order, product, batch or supplier" defaultValue={q} />
    </FilterForm>
  )
}
