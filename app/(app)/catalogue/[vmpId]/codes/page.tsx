import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AddCodeForm, EndCodeForm } from '#components/catalogue/code-forms.tsx'
import { CodeTable } from '#components/catalogue/code-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { codesOfMedicine } from '#lib/catalogue/local-codes/local-code.queries.ts'
import { productCodesAddress } from '#lib/catalogue/local-codes/local-code.schema.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isDmdId } from '#lib/values/codes.ts'
import { londonDate } from '#lib/values/dates.ts'

type Place = { params: Promise<{ vmpId: string }>; searchParams: Promise<Record<string, string>> }

const read = cache(async (vmpId: string) => {
  const actor = await pageActor('productCodes')
  const now = systemClock()
  return { now, codes: isDmdId(vmpId) ? await codesOfMedicine(actor, vmpId, now) : null }
})

export async function generateMetadata({ params }: Place): Promise<Metadata> {
  const { codes } = await read((await params).vmpId)
  return { title: codes ? `Local codes of ${codes.name}` : 'Local codes' }
}

export default async function ProductCodesPage({ params, searchParams }: Place) {
  const actor = await pageActor('productCodes')
  const [{ now, codes }, asked] = await Promise.all([read((await params).vmpId), searchParams])
  if (!codes) notFound()
  const edit = actor.trustKind === 'trust' && may(actor, 'code.edit')
  const today = londonDate(now)
  const { end } = productCodesAddress.parse(asked)
  const ending = codes.codes.find((one) => one.id === end && (one.state === 'now' || one.state === 'coming'))
  return (
    <Main>
      <PageHead
        title="Local codes"
        standfirst="What your stock system and other systems call these packs."
        back={{ href: `/catalogue/${codes.vmpId}`, words: codes.name }}
      />
      <Saved saved={asked.saved} words={{ added: 'The code is added.', ended: 'The code ends.' }} />
      {codes.codes.length === 0 ? (
        <EmptyState>
          {actor.trustKind === 'trust'
            ? 'No code of your own systems is known for these packs.'
            : 'Each trust keeps the codes of its own systems.'}
        </EmptyState>
      ) : (
        <>
          <CodeTable caption="Codes, newest first" codes={codes.codes} medicine={false} edit={edit} />
          <TakeList list="local-codes" query={{ vmp: codes.vmpId }} what="these codes" />
        </>
      )}
      {edit && ending && (
        <Section id="end" title={ending.state === 'coming' ? 'Take the code off' : 'End the code'}>
          <FormColumn below={false}>
            <EndCodeForm code={ending} today={today} trustId={actor.trustId} />
          </FormColumn>
        </Section>
      )}
      {edit && !ending && (
        <Section id="add" title="Add a code">
          <FormColumn below={false}>
            <AddCodeForm codes={codes} today={today} trustId={actor.trustId} />
          </FormColumn>
        </Section>
      )}
    </Main>
  )
}
