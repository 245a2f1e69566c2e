import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RequestActs } from '#components/access/request-acts.tsx'
import { REQUEST_NAMES, standOf } from '#components/access/request-words.ts'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { requestFor } from '#lib/access/consent/requests.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'A request for consent' }

export default async function PersonRequestPage({
  params,
  searchParams,
}: {
  params: Promise<{ requestId: string }>
  searchParams: Promise<Record<string, string>>
}) {
  const actor = await pageActor('personRequest')
  const [{ requestId }, { done }] = await Promise.all([params, searchParams])
  const request = await requestFor(actor, requestId, systemClock())
  if (!request) notFound()
  return (
    <Main>
      <PageHead
        title={`${REQUEST_NAMES[request.kind]} for ${request.person}`}
        standfirst={`${standOf(request)}.`}
        back={{ href: '/settings/people', words: 'People' }}
      />
      <Saved
        saved={done}
        words={{ asked: 'Asked. Nothing changes before another administrator agrees: tell one that it waits.' }}
      />
      <Grid section>
        <Column span={7}>
          <SummaryList
            rows={[
              {
                label: 'For whom',
                value: <Link href={`/settings/people/${request.personId}`}>{request.person}</Link>,
              },
              { label: 'Asked by', value: `${request.askedBy}, ${formatDateTime(request.askedAt)}` },
              { label: 'Why, and how they know', value: request.reason },
              { label: 'How it stands', value: standOf(request) },
            ]}
          />
        </Column>
        <Column span={5} decision>
          <RequestActs request={request} trustId={actor.trustId} />
        </Column>
      </Grid>
    </Main>
  )
}
