import { Checkbox } from '#components/ui/choices.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { formatCounted } from '#lib/values/format.ts'

/** Another standing order of a template: when it is made, and who reviews it. */
export type BesideStanding = { id: string; rhythm: string; owner: string; status: 'active' | 'paused' | 'ended' }

/** Which standing orders a template has already, said before another one is started; nothing where it has none. */
export function BesideStandings({ others }: { others: readonly BesideStanding[] }) {
  if (others.length === 0) return null
  const lead = `This template has ${formatCounted(others.length, 'other standing order')}:`
  return (
    <Note kind="care" lead={lead}>
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            <Link href={`/orders/standing/${one.id}`}>{one.rhythm}</Link>. {one.owner} reviews it
            {one.status === 'paused' ? '; it is paused' : ''}.
          </li>
        ))}
      </ul>
    </Note>
  )
}

/** The box to tick where dates of two standing orders of a template meet; nothing where it has no other one. */
export function KnowingBox({ others }: { others: readonly BesideStanding[] }) {
  return others.length > 0 && <Checkbox name="knowing" label="I know: on days that both have, it is drafted twice" />
}
