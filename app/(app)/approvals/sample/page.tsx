import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { SampleChecked } from '#components/orders/sample/sample-checked.tsx'
import { SampleOpen } from '#components/orders/sample/sample-open.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { MOST_COUNTED, sampleCounts, samplePage } from '#lib/orders/sample/sample.queries.ts'
import { formatCount } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Sample of orders that passed by themselves' }

export default async function SamplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>
}) {
  const actor = await pageActor('passedSample')
  const { done, open: after, older } = await searchParams
  const [open, checked, counts] = await Promise.all([
    samplePage(actor, 'open', after),
    samplePage(actor, 'checked', older),
    sampleCounts(actor),
  ])
  const many = (count = 0) => `${formatCount(count)}${count < MOST_COUNTED ? '' : ' or more'}`
  return (
    <Main>
      <PageHead
        title="Sample of what passed by itself"
        standfirst={`${many(counts?.open)} ${counts?.open === 1 ? 'order' : 'orders'} to look at. ${many(counts?.fine)} found fine, ${many(counts?.notFine)} not.`}
      />
      <Saved saved={done} words={{ checked: 'What you found is written down, with your name.' }} />
      <Section
        id="open"
        title="To look at"
        lead="Picked at random among the orders that passed by themselves. Who raised them cannot tell."
      >
        <SampleOpen rows={open?.rows ?? []} checks={may(actor, 'sample.check')} trustId={actor.trustId} />
        {open?.after && <Link href={`/approvals/sample?open=${open.after}`}>More to look at</Link>}
      </Section>
      <Section id="checked" title="Looked at">
        <SampleChecked rows={checked?.rows ?? []} />
        {checked?.after && <Link href={`/approvals/sample?older=${checked.after}`}>Older ones</Link>}
        <TakeList list="passed-sample" what="the whole sample" />
      </Section>
    </Main>
  )
}
