import type { Queue } from '#components/ui/docket.tsx'
import { Link } from '#components/ui/link.tsx'

const SHOWN = 3

/** Whose work lies still since they left, on an administrator's Today; null for nobody's. */
export function leftWorkQueue(people: readonly { id: string; name: string }[]): Queue | null {
  const [first] = people
  if (!first) return null
  return {
    key: 'left-work',
    count: people.length,
    title: people.length === 1 ? 'Person left work behind' : 'People left work behind',
    says: 'Nobody has taken over their order pads, standing orders, templates or shared views.',
    items: people.slice(0, SHOWN).map((one) => ({
      key: one.id,
      what: <Link href={`/settings/people/${one.id}#left-behind`}>{one.name}</Link>,
    })),
    act: { href: `/settings/people/${first.id}#left-behind`, words: 'Hand it over' },
  }
}
