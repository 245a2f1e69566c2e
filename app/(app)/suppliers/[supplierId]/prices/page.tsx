import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FiledPrices } from '#components/contracts/filed-prices.tsx'
import { FoundPacks } from '#components/contracts/found-packs.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { searchPacks } from '#lib/catalogue/search.queries.ts'
import { nearWords } from '#lib/catalogue/search.rules.ts'
import { PRICES_A_PAGE, pricesOfSupplier } from '#lib/contracts/on-file/on-file.queries.ts'
import { supplierPricesAddress } from '#lib/contracts/on-file/on-file.schema.ts'
import { supplierById } from '#lib/suppliers/supplier.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Prices on file of a supplier' }

type Place = { params: Promise<{ supplierId: string }>; searchParams: Promise<Record<string, string>> }

export default async function SupplierPricesPage({ params, searchParams }: Place) {
  const actor = await pageActor('supplierPrices')
  const [{ supplierId }, asked] = await Promise.all([params, searchParams])
  const supplier = isUuid(supplierId) ? await supplierById(actor, supplierId) : null
  if (!supplier) notFound()
  const now = systemClock()
  const { q, after: from } = supplierPricesAddress.parse(asked)
  const edit = may(actor, 'price.edit')
  const { prices, after, count } = await pricesOfSupplier(actor, supplier.id, { after: from, now })
  const found = edit && q !== '' ? await searchPacks(actor, { text: q, storeId: null, now }) : null
  const here = `/suppliers/${supplier.id}/prices`
  return (
    <Main>
      <PageHead
        title="Prices on file"
        standfirst={`${count === 0 ? 'No price is' : formatCounted(count, 'price is', 'prices are')} on file beside the contracts.`}
        back={{ href: `/suppliers/${supplier.id}`, words: supplier.name }}
      />
      {edit && (
        <Section id="enter" title="Enter a price">
          <FilterForm
            action={here}
            label="Find the pack of the price"
            apply="Find packs"
            clear={q === '' ? undefined : here}
          >
            <TextInput name="q" label="Name, barcode or dm+d id of the pack" defaultValue={q} />
          </FilterForm>
          {found?.ok && found.value.near.length > 0 && <p className="app-2">{nearWords(q, found.value.near)}</p>}
          {found?.ok && <FoundPacks q={q} packs={found.value.hits.map((hit) => hit.pack)} supplier={supplier} />}
        </Section>
      )}
      <Section id="on-file" title="Today and to come">
        {prices.length === 0 ? (
          <EmptyState>No price is on file from this supplier.</EmptyState>
        ) : (
          <>
            <FiledPrices caption="On file today and to come" prices={prices} medicine supplier={false} edit={edit} />
            <TakeList list="supplier-prices" query={{ supplier: supplier.id }} what="these prices" />
          </>
        )}
      </Section>
      <Pagination
        label="Pages of prices"
        newer={from === '' ? undefined : here}
        older={after === null ? undefined : `${here}?${new URLSearchParams({ after })}`}
        words={{ newer: 'First page', older: `Next ${PRICES_A_PAGE}` }}
      />
    </Main>
  )
}
