import type { Queue } from '#components/ui/docket.tsx'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'

/** The access review on Today, when one is due or under way; null otherwise. */
export function reviewQueue(
  found: {
    reviews: readonly { id: string; finishedAt: Date | null; left: number }[]
    due: LocalDate
    isDue: boolean
  } | null,
): Queue | null {
  const open = found?.reviews.find((one) => one.finishedAt === null)
  if (open) {
    return {
      key: 'review',
      count: 1,
      title: 'Access review is under way',
      says: `${formatCounted(open.left, 'row')} left to confirm or withdraw.`,
      items: [],
      act: { href: `/settings/people/reviews/${open.id}`, words: 'Go on with the review' },
    }
  }
  if (!found?.isDue) return null
  return {
    key: 'review',
    count: 1,
    title: 'Access review is due',
    says: `Since ${formatDate(found.due)}. Who has which access is looked through by somebody else.`,
    items: [],
    act: { href: '/settings/people/reviews', words: 'Start the review' },
  }
}
