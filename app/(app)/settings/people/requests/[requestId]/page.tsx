import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RequestActs } from '#components/access/request-acts.tsx'
import { requestTitle, standOf, wantedRows } from '#components/access/request-words.ts'
import { HelpWith } from '#components/help/help-with.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { requestFor } from '#lib/access/consent/requests.queries.ts'
import { may } from '#lib/access/permissions.ts'
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
        title={requestTitle(request)}
        standfirst={`${standOf(request)}.`}
        back={may(actor, 'people.view') ? { href: '/settings/people', words: 'People' } : { href: '/', words: 'Today' }}
      />
      <Saved
        saved={done}
        words={{
          asked: 'Asked. Nothing changes before another administrator agrees: tell one that it waits.',
          exception: 'Asked. Nothing changes before another administrator or the chief pharmacist agrees.',
          second:
            'Asked. Nothing changes before another administrator or the chief pharmacist agrees: tell one that it waits.',
          new: 'Asked. They have no account before another administrator or the chief pharmacist agrees. Then each of you gives them one half of the password.',
          agreedChange: 'Agreed. It counts from now on.',
          agreed: 'Agreed. The roles count from the next page on.',
          refused: 'You did not agree. Nothing changed; who asked sees why.',
          withdrawn: 'It is taken back. Nothing changed.',
        }}
      />
      <Grid section>
        <Column span={7}>
          <SummaryList
            rows={[
              ...(request.person === ''
                ? []
                : [
                    {
                      label: 'For whom',
                      value:
                        may(actor, 'people.view') && request.personId ? (
                          <Link href={`/settings/people/${request.personId}`}>{request.person}</Link>
                        ) : (
                          request.person
                        ),
                    },
                  ]),
              { label: 'Asked by', value: `${request.askedBy}, ${formatDateTime(request.askedAt)}` },
              { label: request.kind === 'reset' ? 'How they know that it is them' : 'Why', value: request.reason },
              ...wantedRows(request),
              { label: 'How it stands', value: standOf(request) },
            ]}
          />
          <HelpWith topic="second-person" />
        </Column>
        <Column span={5} decision>
          <RequestActs request={request} trustId={actor.trustId} />
        </Column>
      </Grid>
    </Main>
  )
}
