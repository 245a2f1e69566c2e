import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { orderTableRow } from '#components/orders/list/order-rows.ts'
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
import { documentAt, findSuppliersAndBatches } from '#lib/orders/track/find.queries.ts'
import { listOrders } from '#lib/orders/track/order-list.queries.ts'
import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { systemClock } from '#lib/values/clock.ts'

export const metadata: Metadata = { title: 'Find' }

export default async function SearchPage({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  const actor = await pageActor('search')
  const q = ((await searchParams).q ?? '').trim().slice(0, 100)
  const now = systemClock()
  if (q === '') return <Nothing q="" />
  const document = await documentAt(actor, q)
  if (document) redirect(document)
  const [orders, packs, others] = await Promise.all([
    listOrders(actor, now, orderListAddress.parse({ q })),
    may(actor, 'catalogue.view') ? searchPacks(actor, { text: q, storeId: null, now }) : null,
    findSuppliersAndBatches(actor, q),
  ])
  const hits = packs?.ok ? packs.value.hits.slice(0, 10) : []
  if (orders.rows.length + hits.length + others.suppliers.length + others.batches.length === 0) return <Nothing q={q} />
  return (
    <Main>
      <PageHead title="Find" standfirst={`What was found for “${q}”.`} />
      <Again q={q} />
      {orders.rows.length > 0 && (
        <Section id="orders" title="Orders">
          <ul className="app-left">
            {orders.rows.slice(0, 10).map((row) => {
              const words = orderTableRow(row, now)
              return (
                <li key={row.id}>
                  <Link href={`/orders/${row.number}`}>{row.number}</Link> {words.supplier},{' '}
                  {words.raised.toLowerCase()}
                </li>
              )
            })}
          </ul>
          {orders.rows.length > 10 && <Link href={`/orders?q=${encodeURIComponent(q)}`}>See all orders found</Link>}
        </Section>
      )}
      {hits.length > 0 && (
        <Section id="products" title="Products">
          <ul className="app-left">
            {hits.map(({ pack }) => (
              <li key={pack.amppId}>
                <Link href={`/catalogue/${pack.amppId}`}>{pack.name}</Link>, {pack.packText}, {pack.maker}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {others.suppliers.length > 0 && (
        <Section id="suppliers" title="Suppliers">
          <ul className="app-left">
            {others.suppliers.map((supplier) => (
              <li key={supplier.id}>
                <Link href={`/suppliers/${supplier.id}`}>{supplier.name}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {others.batches.length > 0 && (
        <Section id="batches" title="Batches">
          <ul className="app-left">
            {others.batches.map((found) => (
              <li key={found.receiptNumber}>
                {found.batch}: {found.product}, booked in with{' '}
                <Link href={`/deliveries/${found.receiptNumber}`}>{found.receiptNumber}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Main>
  )
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
