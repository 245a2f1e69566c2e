import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { startReviewAction } from '#lib/access/review/review.actions.ts'
import { reviewsFor } from '#lib/access/review/review.queries.ts'
import { pageActor } from '#lib/access/session.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted, formatDate, formatDateOf } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Access reviews' }

export default async function AccessReviewsPage() {
  const actor = await pageActor('accessReviews')
  const found = await reviewsFor(actor, systemClock())
  if (!found) return null
  const { reviews, due, isDue } = found
  const open = reviews.find((one) => one.finishedAt === null)
  return (
    <Main>
      <PageHead
        title="Access reviews"
        standfirst={
          open
            ? `A round is under way: ${formatCounted(open.left, 'row')} of ${open.rows} left.`
            : isDue
              ? `A round is due since ${formatDate(due)}.`
              : `The next round is due on ${formatDate(due)}.`
        }
        back={{ href: '/settings/people', words: 'People' }}
      />
      {!open && may(actor, 'review.run') && (
        <Section
          id="start"
          title="Start a round"
          lead="Every role, exception and token that anybody holds is confirmed or withdrawn, by somebody else than who holds it."
        >
          <ActionForm action={startReviewAction} trustId={actor.trustId} id="start-review" label="Start a round">
            <Button>Start a round</Button>
          </ActionForm>
        </Section>
      )}
      <Section id="reviews" title="Rounds">
        {reviews.length === 0 ? (
          <EmptyState title="No rounds yet">Each round stays here, with what was decided.</EmptyState>
        ) : (
          <>
            <Table caption="Rounds of access review">
              <TableHead>
                <HeadCell>Started</HeadCell>
                <HeadCell>By</HeadCell>
                <HeadCell>Rows</HeadCell>
                <HeadCell>Withdrawn</HeadCell>
                <HeadCell>Finished</HeadCell>
              </TableHead>
              <TableBody>
                {reviews.map((one) => (
                  <Row key={one.id}>
                    <RowHead>
                      <Link href={`/settings/people/reviews/${one.id}`}>{formatDateOf(one.startedAt)}</Link>
                    </RowHead>
                    <Cell label="By">{one.startedBy}</Cell>
                    <Cell label="Rows">{one.rows}</Cell>
                    <Cell label="Withdrawn">{one.withdrawn}</Cell>
                    <Cell label="Finished">
                      {one.finishedAt ? formatDateOf(one.finishedAt) : `${formatCounted(one.left, 'row')} left`}
                    </Cell>
                  </Row>
                ))}
              </TableBody>
            </Table>
            <TakeList list="access-reviews" what="these rounds" />
          </>
        )}
      </Section>
    </Main>
  )
}
