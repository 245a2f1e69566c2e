import type { Queue } from '#components/ui/docket.tsx'
import { Link } from '#components/ui/link.tsx'
import { CONSENT_NAMES } from '#lib/access/consent/consent-words.rules.ts'
import type { RequestView } from '#lib/access/consent/requests.queries.ts'
import { formatCounted, formatWhen } from '#lib/values/format.ts'

const SHOWN = 3

/** What waits for the reader on Today: requests of others to consent to, and halves of passwords to take up. */
export function requestQueues(requests: readonly RequestView[], now: Date): Queue[] {
  const decide = requests.filter((one) => one.decides)
  const take = requests.filter((one) => one.takes)
  const queues: Queue[] = []
  if (decide.length > 0) {
    queues.push({
      key: 'consent',
      count: decide.length,
      title: decide.length === 1 ? 'Request waits for your consent' : 'Requests wait for your consent',
      says: 'What one administrator alone must not do.',
      items: decide.slice(0, SHOWN).map((one) => ({
        key: one.id,
        what: (
          <>
            <Link href={`/settings/people/requests/${one.id}`}>{one.person || CONSENT_NAMES[one.to]}</Link>
            {one.person && ` ${CONSENT_NAMES[one.to].toLowerCase()}`}
          </>
        ),
        figure: `Until ${formatWhen(one.expiresAt, now)}`,
      })),
      act: { href: hrefOf(decide), words: `Decide ${formatCounted(decide.length, 'request')}` },
    })
  }
  if (take.length > 0) {
    queues.push({
      key: 'halves',
      count: take.length,
      title: take.length === 1 ? 'Password reset was agreed to' : 'Password resets were agreed to',
      says: 'You asked, and hand over the first half of the one-time password.',
      items: take.slice(0, SHOWN).map((one) => ({
        key: one.id,
        what: <Link href={`/settings/people/requests/${one.id}`}>{one.person}</Link>,
        figure: one.decidedAt ? formatWhen(one.decidedAt, now) : 'Today',
      })),
      act: { href: hrefOf(take), words: 'See the first half' },
    })
  }
  return queues
}

function hrefOf(requests: readonly RequestView[]): string {
  const [only, ...more] = requests
  return only && more.length === 0 ? `/settings/people/requests/${only.id}` : '/settings/people#requests'
}
