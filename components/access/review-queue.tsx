import type { Queue } from '#components/ui/docket.tsx'
import { Link } from '#components/ui/link.tsx'
import type { ReviewOnToday } from '#lib/access/review/review.queries.ts'
import { rowWords, usedWords } from '#lib/access/review/review-words.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'

/** The access review on Today, when one is due or under way: what of it is open to the reader; null otherwise. */
export function reviewQueue(found: ReviewOnToday | null): Queue | null {
  const open = found?.open
  if (found && open) {
    const { count, first } = found.waits
    const href = `/settings/people/reviews/${open.id}`
    const others = open.left - count
    return {
      key: 'review',
      count: Math.max(count, 1),
      title:
        count === 1
          ? 'Row of the access review is open'
          : count === 0
            ? 'Access review is under way'
            : 'Rows of the access review are open',
      says:
        open.left === 0
          ? 'Every row is decided: the round can be finished.'
          : others === 0
            ? `Of ${formatCounted(open.rows, 'row')}.`
            : `Of ${formatCounted(open.rows, 'row')}. ${formatCounted(others, 'row')} more ${others === 1 ? 'is' : 'are'} your own: somebody else decides ${others === 1 ? 'it' : 'them'}.`,
      items: first.map((row) => ({
        key: row.id,
        what: (
          <>
            <Link href={href}>{row.person}</Link> {rowWords(row)}
          </>
        ),
        figure: row.kind === 'exception' ? 'By exception' : row.detail.usedAt ? `Used ${usedWords(row)}` : 'Never used',
      })),
      act: { href, words: open.left === 0 ? 'Finish the review' : 'Go on with the review' },
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
