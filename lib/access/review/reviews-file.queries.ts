import 'server-only'
import { z } from 'zod'
import { count, moment, text } from '#lib/lists/column.rules.ts'
import { atOnce, listFile } from '#lib/lists/list-file.ts'
import { isUuid } from '#lib/values/ids.ts'
import { type ReviewRow, type ReviewSummary, reviewFor, reviewsFor } from './review.queries.ts'
import { VERDICT_NAMES } from './review.rules.ts'
import { rowWords, untilWords, usedWords } from './review-words.ts'

/** The rounds of access review of the trust. */
export const reviewsFile = listFile<object, ReviewSummary>({
  title: 'Access reviews',
  fileName: 'access-reviews',
  permission: ['people.view'],
  sensitive: ['people'],
  schema: z.object({}),
  columns: () => [
    moment('Started', (row) => row.startedAt),
    text('Started by', (row) => row.startedBy),
    moment('Finished', (row) => row.finishedAt),
    text('Finished by', (row) => row.finishedBy),
    count('Rows', (row) => row.rows),
    count('Withdrawn', (row) => row.withdrawn),
    count('Left', (row) => row.left),
  ],
  rows: ({ actor, now }) => atOnce(async () => (await reviewsFor(actor, now))?.reviews ?? []),
})

/** One round, row by row, as it stood and what was decided. */
export const reviewFile = listFile<{ review: string }, ReviewRow>({
  title: 'Access review',
  fileName: 'access-review',
  permission: ['people.view'],
  sensitive: ['people'],
  schema: z.object({ review: z.string().refine(isUuid, 'Choose a review') }),
  found: async (actor, _now, { review }) => (await reviewFor(actor, review)) !== null,
  columns: () => [
    text('Person', (row) => row.person),
    text('Has', rowWords),
    text('Last used', usedWords),
    text('Until', untilWords),
    text('Verdict', (row) => (row.verdict ? VERDICT_NAMES[row.verdict] : 'Not decided')),
    text('Decided by', (row) => row.decidedBy),
    moment('Decided', (row) => row.decidedAt),
  ],
  rows: ({ actor }, { review }) => atOnce(async () => (await reviewFor(actor, review))?.all ?? []),
})
