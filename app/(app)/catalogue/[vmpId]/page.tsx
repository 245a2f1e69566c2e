import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { Formulary } from '#components/catalogue/formulary.tsx'
import { Listings } from '#components/catalogue/listings.tsx'
import { LocalCodes } from '#components/catalogue/local-codes.tsx'
import { markWords } from '#components/catalogue/pack-marks.tsx'
import { PackTable } from '#components/catalogue/pack-table.tsx'
import { OpenLines, ProductLaw, Relatives } from '#components/catalogue/product-family.tsx'
import { ProductHistory } from '#components/catalogue/product-history.tsx'
import { ProductOrders } from '#components/catalogue/product-orders.tsx'
import { ProductStock } from '#components/catalogue/product-stock.tsx'
import { ProductUsage } from '#components/catalogue/product-usage.tsx'
import { Stricter } from '#components/catalogue/stricter.tsx'
import { AwardTable } from '#components/contracts/award-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { currentVmp } from '#lib/catalogue/dictionary/current-vmp.queries.ts'
import { formularyOfMedicine } from '#lib/catalogue/formulary/formulary.queries.ts'
import { listingsOfMedicine } from '#lib/catalogue/listed/listed.queries.ts'
import { codesOfMedicine } from '#lib/catalogue/local-codes/local-code.queries.ts'
import { priceHistory } from '#lib/catalogue/price-history.queries.ts'
import { type ProductView, productById } from '#lib/catalogue/product.queries.ts'
import { productFamily } from '#lib/catalogue/product-family.queries.ts'
import { samePacks } from '#lib/catalogue/search.rules.ts'
import { treatmentsOfMedicine } from '#lib/catalogue/stricter/stricter.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { londonDate } from '#lib/values/dates.ts'
import { formatCounted, formatMilli } from '#lib/values/format.ts'
import { aUnit } from '#lib/values/units.ts'

type Place = { params: Promise<{ vmpId: string }>; searchParams: Promise<Record<string, string>> }

const read = cache(async (vmpId: string) => {
  const actor = await pageActor('product')
  const now = systemClock()
  return { now, product: isDmdId(vmpId) ? await productById(actor, vmpId, now) : null }
})

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { product } = await read((await params).vmpId)
  return { title: product?.name ?? 'Medicine' }
}

export default async function ProductPage({ params, searchParams }: Place) {
  const actor = await pageActor('product')
  const { saved } = await searchParams
  const { now, product } = await read((await params).vmpId)
  if (!product) {
    const { vmpId } = await params
    const moved = isDmdId(vmpId) ? await currentVmp(actor, vmpId) : null
    if (moved) redirect(`/catalogue/${moved}`)
    notFound()
  }
  const today = londonDate(now)
  const codes = actor.trustKind === 'trust' ? await codesOfMedicine(actor, product.vmpId, now) : null
  const formulary = actor.trustKind === 'trust' ? await formularyOfMedicine(actor, product.vmpId, now) : null
  const treatments = actor.trustKind === 'trust' ? await treatmentsOfMedicine(actor, product.vmpId, now) : null
  const listings = await listingsOfMedicine(actor, product.vmpId, now)
  const history = await priceHistory(actor, product.vmpId, now)
  const family = await productFamily(actor, product.vmpId, now)
  const marks = markWords(
    product.packs.map((one) => one.pack),
    true,
  )
  const coming = product.contracts.filter((line) => line.validFrom > today)
  const current = product.contracts.filter((line) => line.validFrom <= today)
  return (
    <Main>
      <PageHead
        title={product.name}
        kicker={marks.length > 0 ? marks.join(', ') : undefined}
        standfirst={`${formatCounted(product.packs.length, 'pack')} of ${formatCounted(new Set(product.packs.map((one) => one.pack.maker)).size, 'maker')}, the best price of ${aUnit(product.unitName)} first.`}
        back={{ href: '/catalogue', words: 'Catalogue' }}
        aside={`dm+d ${product.vmpId}`}
        actions={
          <ButtonLink href={`/labels?vmp=${product.vmpId}`} kind="secondary">
            Shelf labels
          </ButtonLink>
        }
      />
      <Saved saved={saved} words={{ count: 'The stock is set to what was counted.' }} />
      <AlikeNote product={product} />
      <Section id="packs" title="Packs side by side">
        <PackTable
          packs={product.packs}
          buys={actor.trustKind === 'trust'}
          why={actor.trustKind === 'trust' && may(actor, 'contract.view')}
        />
        <TakeList list="packs" query={{ vmp: product.vmpId }} what="these packs" />
        {actor.trustKind === 'trust' && (
          <p className="app-gap">
            <Link href={`/catalogue/${product.vmpId}/prices`}>
              {may(actor, 'price.edit') ? 'Prices on file: enter, change or end one' : 'Prices on file'}
            </Link>
          </p>
        )}
      </Section>
      {formulary && <Formulary formulary={formulary} edit={may(actor, 'formulary.edit')} />}
      {treatments && <Stricter treatments={treatments} edit={may(actor, 'formulary.edit')} />}
      <Listings vmpId={product.vmpId} entries={listings} />
      {may(actor, 'contract.view') && (
        <Section id="contracts" title="Contracts">
          {current.length === 0 ? (
            <EmptyState>No contract on any pack of this medicine is in force for you today.</EmptyState>
          ) : (
            <AwardTable
              caption="In force today"
              lines={current}
              contract
              product={false}
              group={actor.trustKind === 'hub'}
            />
          )}
          {coming.length > 0 && (
            <>
              <h3>To come</h3>
              <AwardTable caption="To come" lines={coming} contract product={false} group={actor.trustKind === 'hub'} />
            </>
          )}
        </Section>
      )}
      {history && <ProductHistory vmpId={product.vmpId} history={history} />}
      {product.stock && <ProductStock product={product} stock={product.stock} counts={may(actor, 'stock.count')} />}
      {product.stock && product.stock.holdings.length > 0 && (
        <TakeList list="stock" query={{ vmp: product.vmpId }} what="this stock" />
      )}
      {family.usage && <ProductUsage vmpId={product.vmpId} unitName={product.unitName} usage={family.usage} />}
      {product.orders && (
        <ProductOrders orders={product.orders}>
          {family.openLines && <OpenLines lines={family.openLines} unitName={product.unitName} />}
        </ProductOrders>
      )}
      {product.orders && product.orders.length > 0 && (
        <TakeList list="orders-of-medicine" query={{ vmp: product.vmpId }} what="every order of it" />
      )}
      {codes && <LocalCodes codes={codes} edit={may(actor, 'code.edit')} />}
      <ProductLaw packs={product.packs.map((one) => one.pack)} />
      {family.relatives.length > 0 && <Relatives relatives={family.relatives} />}
    </Main>
  )
}

function AlikeNote({ product }: { product: ProductView }) {
  const [small, large] = product.alike[0]?.sizes ?? []
  if (small === undefined || large === undefined) return null
  const same = samePacks(large, small)
  return (
    <div className="app-gap">
      <Note kind="care" lead="Packs of different sizes.">
        Compare the price of {aUnit(product.unitName)}, not of a pack.
        {same && ` ${same.larger} packs of ${formatMilli(large)} equal ${same.smaller} packs of ${formatMilli(small)}.`}
      </Note>
    </div>
  )
}
