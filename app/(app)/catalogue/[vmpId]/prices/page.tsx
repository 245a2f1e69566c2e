import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { FiledPrices } from '#components/contracts/filed-prices.tsx'
import { EndPriceForm, FilePriceForm, WhichPrice } from '#components/contracts/price-forms.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { type MedicinePrices, pricesOfMedicine, standingPrice } from '#lib/contracts/on-file/on-file.queries.ts'
import { pricesAddress } from '#lib/contracts/on-file/on-file.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { londonDate } from '#lib/values/dates.ts'

type Place = { params: Promise<{ vmpId: string }>; searchParams: Promise<Record<string, string>> }

const read = cache(async (vmpId: string) => {
  const actor = await pageActor('productPrices')
  const now = systemClock()
  return { now, prices: isDmdId(vmpId) ? await pricesOfMedicine(actor, vmpId, now) : null }
})

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { prices } = await read((await params).vmpId)
  return { title: prices ? `Prices on file of ${prices.name}` : 'Prices on file' }
}

export default async function ProductPricesPage({ params, searchParams }: Place) {
  const actor = await pageActor('productPrices')
  const [{ now, prices }, asked] = await Promise.all([read((await params).vmpId), searchParams])
  if (!prices) notFound()
  const address = pricesAddress.parse(asked)
  const packOf = new Map(prices.packs.map((pack) => [pack.amppId, pack]))
  const edit = actor.trustKind === 'trust' && may(actor, 'price.edit')
  return (
    <Main>
      <PageHead
        title="Prices on file"
        standfirst="Quotations and net prices beside the contracts. Where a contract gives the price, it counts first."
        back={{ href: `/catalogue/${prices.vmpId}`, words: prices.name }}
      />
      <Saved saved={asked.saved} words={{ filed: 'The price is on file.', ended: 'The price ends.' }} />
      {prices.prices.length === 0 ? (
        <EmptyState>
          {actor.trustKind === 'trust'
            ? 'No price of this medicine is on file.'
            : 'Each trust keeps its own prices on file.'}
        </EmptyState>
      ) : (
        <>
          <FiledPrices
            caption="Prices on file, and those of the last two years"
            prices={prices.prices.map((one) => ({ ...one, pack: packOf.get(one.amppId) ?? null, vmpId: prices.vmpId }))}
            medicine={false}
            supplier
            edit={edit}
          />
          <TakeList list="medicine-prices" query={{ vmp: prices.vmpId }} what="these prices" />
        </>
      )}
      {edit && <Work actor={actor} prices={prices} address={address} now={now} />}
    </Main>
  )
}

async function Work({
  actor,
  prices,
  address,
  now,
}: {
  actor: Actor
  prices: MedicinePrices
  address: { pack: string; supplier: string; end: string }
  now: Date
}) {
  const today = londonDate(now)
  const ending = prices.prices.find((one) => one.id === address.end && (one.state === 'now' || one.state === 'coming'))
  if (ending) {
    return (
      <Section id="end" title={ending.state === 'coming' ? 'Take the price off' : 'End the price'}>
        <FormColumn below={false}>
          <EndPriceForm price={ending} today={today} trustId={actor.trustId} />
        </FormColumn>
      </Section>
    )
  }
  const pack = prices.packs.find((one) => one.amppId === address.pack)
  const supplier = prices.suppliers.find((one) => one.id === address.supplier)
  const standing =
    pack && supplier ? await standingPrice(actor, { prices, amppId: pack.amppId, supplierId: supplier.id, now }) : null
  if (pack && supplier && standing) {
    return (
      <Section id="enter" title={`${supplier.name}, ${pack.packText} of ${packMake(pack)}`}>
        <FormColumn below={false}>
          <FilePriceForm pack={pack} supplier={supplier} standing={standing} today={today} trustId={actor.trustId} />
        </FormColumn>
      </Section>
    )
  }
  return (
    <Section id="enter" title="Enter a price">
      <FormColumn below={false}>
        <WhichPrice prices={prices} pack={address.pack} supplier={address.supplier} />
      </FormColumn>
    </Section>
  )
}
