import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Main } from '#components/shell/main.tsx'
import { AddressHistory, WaitingAddress } from '#components/suppliers/address-change.tsx'
import { SupplierAwards } from '#components/suppliers/supplier-awards.tsx'
import { SupplierOrders } from '#components/suppliers/supplier-orders.tsx'
import { SupplierPerformance } from '#components/suppliers/supplier-performance.tsx'
import { accountRows, particularRows } from '#components/suppliers/supplier-rows.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { awardsOfSupplier } from '#lib/contracts/supplier-awards.queries.ts'
import { listOrders } from '#lib/orders/track/order-list.queries.ts'
import { orderListAddress } from '#lib/orders/track/order-list.schema.ts'
import { addressChanges, storeNumbers } from '#lib/suppliers/order-address.queries.ts'
import { supplierPerformance } from '#lib/suppliers/performance.queries.ts'
import { supplierById } from '#lib/suppliers/supplier.queries.ts'
import { SUPPLIER_KINDS } from '#lib/suppliers/supplier.schema.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid } from '#lib/values/ids.ts'

type Place = { params: Promise<{ supplierId: string }>; searchParams: Promise<Record<string, string>> }

const ORDERS_SHOWN = 5

const read = cache(async (supplierId: string) => {
  const actor = await pageActor('supplier')
  return { supplier: isUuid(supplierId) ? await supplierById(actor, supplierId) : null }
})

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { supplier } = await read((await params).supplierId)
  return { title: supplier?.name ?? 'Supplier' }
}

export default async function SupplierPage({ params, searchParams }: Place) {
  const actor = await pageActor('supplier')
  const { supplier } = await read((await params).supplierId)
  if (!supplier) notFound()
  const now = systemClock()
  const trust = actor.trustKind === 'trust'
  const sees = trust && may(actor, 'order.view')
  const [steps, { saved }, changes, stores, awards, performance, orders] = await Promise.all([
    setUpOf(actor),
    searchParams,
    addressChanges(actor, supplier.id),
    trust ? storeNumbers(actor, supplier.id) : [],
    awardsOfSupplier(actor, supplier.id, now),
    sees ? supplierPerformance(actor, supplier.id, now) : null,
    sees ? listOrders(actor, now, orderListAddress.parse({ supplier: supplier.id }), ORDERS_SHOWN) : null,
  ])
  const edit = may(actor, 'supplier.edit')
  const own = supplier.own && (edit || may(actor, 'contract.load'))
  return (
    <Main>
      <PageHead
        title={supplier.name}
        kicker={SUPPLIER_KINDS[supplier.kind]}
        standfirst={
          supplier.missing.length === 0
            ? 'Orders go by e-mail, as a PDF with an electronic order beside it.'
            : supplier.account
              ? 'Orders go as a PDF only.'
              : trust
                ? 'Your trust has no account here yet, so no order can be sent.'
                : 'Each trust keeps its own account with this supplier.'
        }
        back={{ href: '/suppliers', words: 'Suppliers' }}
        actions={
          trust &&
          edit &&
          supplier.joinedTo === null && (
            <ButtonLink href={`/suppliers/${supplier.id}/account`} kind={supplier.account ? 'secondary' : 'main'}>
              {supplier.account ? 'Change the account' : 'Set up the account'}
            </ButtonLink>
          )
        }
      />
      <Saved
        saved={saved}
        words={{
          account: 'The account is saved.',
          asked: 'The account is saved. The new address for orders waits for somebody else to check it.',
          agree: 'Orders go to the new address from now on.',
          refuse: 'The address is refused. Orders go as before.',
          take_back: 'The change of address is taken back.',
          supplier: 'The supplier is saved.',
          added: 'The supplier is added.',
          joined: 'The two are joined: you buy from this one now.',
        }}
      />
      <SetUpNext steps={steps} />
      {supplier.joinedTo && (
        <div className="app-gap">
          <Note lead={`Joined to ${supplier.joinedTo.name}.`}>
            What was ordered stands here; you buy from{' '}
            <Link href={`/suppliers/${supplier.joinedTo.id}`}>{supplier.joinedTo.name}</Link> now.
          </Note>
        </div>
      )}
      {supplier.joinedFrom.length > 0 && (
        <div className="app-gap">
          <Note lead="Bought from under another name before.">
            Earlier orders stand with{' '}
            {supplier.joinedFrom.map((one, index) => (
              <span key={one.id}>
                {index > 0 && ', '}
                <Link href={`/suppliers/${one.id}`}>{one.name}</Link>
              </span>
            ))}
            .
          </Note>
        </div>
      )}
      <WaitingAddress change={changes.find((one) => one.state === 'waiting')} trustId={actor.trustId} />
      {trust && supplier.missing.length > 0 && (
        <div className="app-gap">
          <Note lead="What is missing for electronic orders.">
            <ul>
              {supplier.missing.map((piece) => (
                <li key={piece.code}>{piece.words}</li>
              ))}
            </ul>
          </Note>
        </div>
      )}
      {trust && (
        <Section id="account" title="How your trust trades with them">
          <SummaryList rows={accountRows(supplier.account, stores)} />
        </Section>
      )}
      {performance && <SupplierPerformance told={performance} />}
      {orders && <SupplierOrders supplierId={supplier.id} orders={orders.rows} now={now} />}
      {awards && <SupplierAwards {...awards} hub={!trust} />}
      {trust && (
        <Section id="prices" title="Prices on file">
          <p>
            <Link href={`/suppliers/${supplier.id}/prices`}>
              {may(actor, 'price.edit')
                ? 'Prices beside the contracts: enter, change or end one'
                : 'Prices beside the contracts'}
            </Link>
          </p>
        </Section>
      )}
      <AddressHistory changes={changes} />
      <Section
        id="particulars"
        title="The supplier"
        lead={supplier.own ? undefined : 'Kept by your regional hub for all its trusts.'}
      >
        <SummaryList rows={particularRows(supplier)} />
        {own && (
          <div className="app-gap">
            <ButtonLink href={`/suppliers/${supplier.id}/particulars`} kind="secondary">
              Change the supplier
            </ButtonLink>
          </div>
        )}
      </Section>
    </Main>
  )
}
