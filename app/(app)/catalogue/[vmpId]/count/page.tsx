import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CountForm, type CountRow } from '#components/catalogue/count-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type ProductView, productById } from '#lib/catalogue/product.queries.ts'
import { countSheet, type HeldBatch } from '#lib/stock/count.queries.ts'
import { recordStockCountAction } from '#lib/stock/stock.actions.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { formatMilli } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'
import { milli } from '#lib/values/packs.ts'

export const metadata: Metadata = { title: 'Count stock' }

export default async function CountStockPage({
  params,
  searchParams,
}: {
  params: Promise<{ vmpId: string }>
  searchParams: Promise<Record<string, string>>
}) {
  const actor = await pageActor('countStock')
  const [{ vmpId }, { store: asked = '' }] = await Promise.all([params, searchParams])
  const product = isDmdId(vmpId) ? await productById(actor, vmpId, systemClock()) : null
  const sheet = product && (await countSheet(actor, vmpId, isUuid(asked) ? asked : null))
  if (!sheet) notFound()
  const { store, stores, held } = sheet
  return (
    <Main>
      <PageHead
        back={{ href: `/catalogue/${vmpId}`, words: product.name }}
        title={`Count ${product.name}`}
        standfirst={`In ${store.label}. Write down every batch on the shelf; packs you do not count stay as they are.`}
      />
      {stores.length > 1 && (
        <div className="app-section">
          <Chips
            label="Stores"
            chips={stores.map((one) => ({
              label: one.label,
              href: `/catalogue/${vmpId}/count?store=${one.id}`,
              current: one.id === store.id,
            }))}
          />
        </div>
      )}
      <Section
        id="sheet"
        title="On the shelf"
        lead="Count in packs, an opened one as a part, like 2.5. Expiry like 31 August 2027. Batch and expiry may stay empty where the pack does not say."
      >
        <CountForm
          action={recordStockCountAction}
          trustId={actor.trustId}
          storeId={store.id}
          vmpId={vmpId}
          rows={rowsOf(product, held)}
        />
      </Section>
    </Main>
  )
}

/** Every batch on file, then room for one more of each pack that is still made. */
function rowsOf(product: ProductView, held: readonly HeldBatch[]): CountRow[] {
  return product.packs.flatMap(({ pack: { amppId, packText, maker, unitsMilli, discontinued } }) => {
    const of = { amppId, packText, maker, size: unitsMilli }
    const batches = held
      .filter((one) => one.amppId === amppId)
      .map(({ batch, expiry, unitsMilli: units }) => ({
        ...of,
        batch,
        expiry,
        onFile: formatMilli(milli(Math.round((units * 1000) / unitsMilli))),
      }))
    const room = discontinued && batches.length > 0 ? [] : [{ ...of, batch: '', expiry: null, onFile: null }]
    return [...batches, ...room]
  })
}
