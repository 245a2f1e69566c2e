'use server'

import { action } from '#lib/action.ts'
import { decideRowsForm, reviewForm, startReviewForm } from './review.schema.ts'
import { decideRows, finishReview, startReview } from './run-review.command.ts'

const at = (reviewId: string, saved: string) => ({ redirectTo: `/settings/people/reviews/${reviewId}?saved=${saved}` })

export const startReviewAction = action({
  id: 'startReview',
  schema: startReviewForm,
  run: startReview,
  done: ({ reviewId }) => at(reviewId, 'started'),
})

export const decideRowsAction = action({
  id: 'decideRows',
  schema: decideRowsForm,
  run: decideRows,
  done: ({ reviewId }) => at(reviewId, 'decided'),
})

export const finishReviewAction = action({
  id: 'finishReview',
  schema: reviewForm,
  run: finishReview,
  done: ({ reviewId }) => at(reviewId, 'finished'),
})
