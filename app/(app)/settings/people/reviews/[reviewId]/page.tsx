import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ReviewTable } from '#components/access/review-table.tsx'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { decideRowsAction, finishReviewAction } from '#lib/access/review/review.actions.ts'
import { reviewFor } from '#lib/access/review/review.queries.ts'
import { leftWords } from '#lib/access/review/review-words.ts'
import { pageActor } from '#lib/access/session.ts'
import { formatCounted, formatDateOf } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'An access review' }

export default async function AccessReviewPage({
  params,
  searchParams,
}: {
  params: Promise<{ reviewId: string }>
  searchParams: Promise<Record<string, string>>
}) {
  const actor = await pageActor('accessReview')
  const [{ reviewId }, { saved }] = await Promise.all([params, searchParams])
  const review = await reviewFor(actor, reviewId)
  if (!review) notFound()
  const edit = may(actor, 'review.run') && review.finishedAt === null
  const mine = review.all.some((row) => row.verdict === null && !row.own)
  const form = { trustId: actor.trustId, hidden: { reviewId } }
  return (
    <Main>
      <PageHead
        title={`Access review of ${formatDateOf(review.startedAt)}`}
        standfirst={
          review.finishedAt
            ? `Finished by ${review.finishedBy} on ${formatDateOf(review.finishedAt)}: ${formatCounted(review.rows, 'row')}, ${review.withdrawn} withdrawn.`
            : `Started by ${review.startedBy}. ${formatCounted(review.left, 'row')} of ${review.rows} left.`
        }
        back={{ href: '/settings/people/reviews', words: 'Access reviews' }}
      />
      <Saved
        saved={saved}
        words={{
          started: 'The round is started. It holds what everybody has at this moment.',
          decided: `It is saved. What was withdrawn ended at once. ${leftWords(review.all)}`,
          finished: 'The round is finished, and stays as it is.',
        }}
      />
      <Section
        id="rows"
        title="Who has what"
        lead={
          may(actor, 'people.edit')
            ? 'As it stood when the round began. Withdraw what is not needed any more: it ends when you save.'
            : 'As it stood when the round began. Confirm what is right, and leave the rest open: an administrator withdraws it.'
        }
      >
        {edit && mine ? (
          <ActionForm action={decideRowsAction} {...form} id="decide-rows" label="Confirm or withdraw">
            <ReviewTable rows={review.all} edit withdraw={may(actor, 'people.edit')} />
            <Button>Save what you decided</Button>
          </ActionForm>
        ) : (
          <ReviewTable rows={review.all} edit={false} />
        )}
        <TakeList list="access-review" query={{ review: reviewId }} what="this review" />
      </Section>
      {edit && review.left === 0 && (
        <Section id="finish" title="Finish the round" lead="Every row is decided. Nothing of it changes afterwards.">
          <ActionForm action={finishReviewAction} {...form} id="finish-review" label="Finish the round">
            <Button>Finish the round</Button>
          </ActionForm>
        </Section>
      )}
    </Main>
  )
}
