import type { Queue } from '#components/ui/docket.tsx'
import { Link } from '#components/ui/link.tsx'
import { formatWhen } from '#lib/values/format.ts'

const SHOWN = 3

/** Who of the trust's directory waits for an administrator, on Today; null for nobody. */
export function waitingQueue(
  waiting: readonly { id: string; name: string; email: string; firstAt: Date; refusedAt: Date | null }[],
  now: Date,
): Queue | null {
  const open = waiting.filter((one) => one.refusedAt === null)
  const [first] = open
  if (!first) return null
  return {
    key: 'directory',
    count: open.length,
    title: open.length === 1 ? 'Person waits to be let in' : 'People wait to be let in',
    says: 'They signed in by your directory and are not known here yet.',
    items: open.slice(0, SHOWN).map((one) => ({
      key: one.id,
      what: <Link href={`/settings/directory/${one.id}`}>{one.name || one.email}</Link>,
      figure: `Since ${formatWhen(one.firstAt, now)}`,
    })),
    act:
      open.length === 1
        ? { href: `/settings/directory/${first.id}`, words: 'See who it is' }
        : { href: '/settings/directory', words: 'See who waits' },
  }
}
