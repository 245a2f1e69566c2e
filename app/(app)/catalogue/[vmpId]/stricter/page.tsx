import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { EndStricterForm, SetStricterForm, WhichTreated } from '#components/catalogue/stricter-forms.tsx'
import { StricterTable } from '#components/catalogue/stricter-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { type MedicineTreatments, treatmentsOfMedicine } from '#lib/catalogue/stricter/stricter.queries.ts'
import { productStricterAddress } from '#lib/catalogue/stricter/stricter.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { type LocalDate, londonDate } from '#lib/values/dates.ts'

type Place = { params: Promise<{ vmpId: string }>; searchParams: Promise<Record<string, string>> }

const read = cache(async (vmpId: string) => {
  const actor = await pageActor('productStricter')
  const now = systemClock()
  return { now, treatments: isDmdId(vmpId) ? await treatmentsOfMedicine(actor, vmpId, now) : null }
})

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { treatments } = await read((await params).vmpId)
  return { title: treatments ? `Treated more strictly: ${treatments.name}` : 'Treated more strictly' }
}

export default async function ProductStricterPage({ params, searchParams }: Place) {
  const actor = await pageActor('productStricter')
  const [{ now, treatments }, asked] = await Promise.all([read((await params).vmpId), searchParams])
  if (!treatments) notFound()
  const packOf = new Map(treatments.packs.map((pack) => [pack.amppId, pack]))
  const edit = actor.trustKind === 'trust' && may(actor, 'formulary.edit')
  return (
    <Main>
      <PageHead
        title="Treated more strictly"
        standfirst="How your trust goes beyond what dm+d says of this medicine, from which day, and who said it. Never laxer."
        back={{ href: `/catalogue/${treatments.vmpId}`, words: treatments.name }}
      />
      <Saved
        saved={asked.saved}
        words={{ set: 'It is treated so from its first day on.', ended: 'The treatment ends.' }}
      />
      {treatments.entries.length === 0 ? (
        <EmptyState>
          {actor.trustKind === 'trust' ? 'It is treated as dm+d says.' : 'Each trust has rules of its own.'}
        </EmptyState>
      ) : (
        <>
          <StricterTable
            caption="All that was said of it"
            entries={treatments.entries.map((one) => ({ ...one, pack: packOf.get(one.amppId) ?? null }))}
            medicine={false}
            edit={edit}
          />
          <TakeList list="stricter" query={{ vmp: treatments.vmpId }} what="these entries" />
        </>
      )}
      {edit && (
        <Work
          treatments={treatments}
          address={productStricterAddress.parse(asked)}
          today={londonDate(now)}
          trustId={actor.trustId}
        />
      )}
    </Main>
  )
}

function Work({
  treatments,
  address,
  today,
  trustId,
}: {
  treatments: MedicineTreatments
  address: { pack: string; end: string }
  today: LocalDate
  trustId: string
}) {
  const ending = treatments.entries.find(
    (one) => one.id === address.end && (one.state === 'now' || one.state === 'coming'),
  )
  if (ending) {
    return (
      <Section id="end" title={ending.state === 'coming' ? 'Take it off' : 'End it'}>
        <FormColumn below={false}>
          <EndStricterForm entry={ending} today={today} trustId={trustId} />
        </FormColumn>
      </Section>
    )
  }
  const pack = treatments.packs.some((one) => one.amppId === address.pack) ? address.pack : ''
  return (
    <Section id="set" title="Treat it more strictly">
      <FormColumn below={false}>
        <WhichTreated treatments={treatments} pack={pack} />
        <SetStricterForm treatments={treatments} pack={pack} today={today} trustId={trustId} />
      </FormColumn>
    </Section>
  )
}
