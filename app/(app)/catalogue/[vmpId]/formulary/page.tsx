import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { EndFormularyForm, SetFormularyForm, WhichPacks } from '#components/catalogue/formulary-forms.tsx'
import { FormularyTable } from '#components/catalogue/formulary-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { formularyOfMedicine, type MedicineFormulary } from '#lib/catalogue/formulary/formulary.queries.ts'
import { productFormularyAddress } from '#lib/catalogue/formulary/formulary.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'

type Place = { params: Promise<{ vmpId: string }>; searchParams: Promise<Record<string, string>> }

const read = cache(async (vmpId: string) => {
  const actor = await pageActor('productFormulary')
  const now = systemClock()
  return { now, formulary: isDmdId(vmpId) ? await formularyOfMedicine(actor, vmpId, now) : null }
})

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { formulary } = await read((await params).vmpId)
  return { title: formulary ? `Formulary: ${formulary.name}` : 'Formulary' }
}

export default async function ProductFormularyPage({ params, searchParams }: Place) {
  const actor = await pageActor('productFormulary')
  const [{ now, formulary }, asked] = await Promise.all([read((await params).vmpId), searchParams])
  if (!formulary) notFound()
  const packOf = new Map(formulary.packs.map((pack) => [pack.amppId, pack]))
  const edit = actor.trustKind === 'trust' && may(actor, 'formulary.edit')
  return (
    <Main>
      <PageHead
        title="Formulary"
        standfirst="What the formulary said and says of this medicine, from which day, and who said it."
        back={{ href: `/catalogue/${formulary.vmpId}`, words: formulary.name }}
      />
      <Saved saved={asked.saved} words={{ set: 'It stands in the formulary.', ended: 'The entry ends.' }} />
      {formulary.entries.length === 0 ? (
        <EmptyState>
          {actor.trustKind === 'trust'
            ? 'The formulary says nothing of this medicine.'
            : 'Each trust keeps its own formulary.'}
        </EmptyState>
      ) : (
        <>
          <FormularyTable
            caption="All that was said of it"
            entries={formulary.entries.map((one) => ({ ...one, pack: packOf.get(one.amppId) ?? null }))}
            medicine={false}
            edit={edit}
          />
          <TakeList list="formulary" query={{ vmp: formulary.vmpId }} what="these entries" />
        </>
      )}
      {edit && (
        <Work
          formulary={formulary}
          address={productFormularyAddress.parse(asked)}
          today={londonDate(now)}
          trustId={actor.trustId}
        />
      )}
    </Main>
  )
}

function Work({
  formulary,
  address,
  today,
  trustId,
}: {
  formulary: MedicineFormulary
  address: { pack: string; end: string }
  today: LocalDate
  trustId: string
}) {
  const ending = formulary.entries.find(
    (one) => one.id === address.end && (one.state === 'now' || one.state === 'coming'),
  )
  if (ending) {
    return (
      <Section id="end" title={ending.state === 'coming' ? 'Take it off' : 'End it'}>
        <FormColumn below={false}>
          <EndFormularyForm entry={ending} today={today} trustId={trustId} />
        </FormColumn>
      </Section>
    )
  }
  const pack = formulary.packs.some((one) => one.amppId === address.pack) ? address.pack : ''
  return (
    <Section id="set" title="Enter in the formulary">
      <FormColumn below={false}>
        <WhichPacks formulary={formulary} pack={pack} />
        <SetFormularyForm formulary={formulary} pack={pack} today={today} trustId={trustId} />
      </FormColumn>
    </Section>
  )
}
