import { Main } from '#components/shell/main.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { currentSession, turnedAway } from '#lib/access/session.ts'
import { whoMay } from '#lib/access/who-may.queries.ts'
import { formatCount, formatList } from '#lib/values/format.ts'

/** What stands where a role may not look (403): who of the trust may, and who can change what a role is. */
export default async function Forbidden() {
  const session = await currentSession()
  const { from } = turnedAway()
  const able = session && from.length > 0 ? await whoMay(session.actor, from) : null
  const administrators = session ? await whoMay(session.actor, 'people.edit') : null
  return (
    <Main>
      <PageHead
        title="Your role may not open this page"
        standfirst="Your administrator sees who has which role, and can change it."
      />
      {able && administrators && (
        <SummaryList
          rows={[
            { label: 'Who may open it', value: namesOf(able) },
            { label: 'Administrators', value: namesOf(administrators) },
          ]}
        />
      )}
      <p className="app-gap">
        <Link href="/">Go to Today</Link>
      </p>
    </Main>
  )
}

function namesOf({ names, count }: { names: string[]; count: number }): string {
  if (names.length === 0) return 'Nobody else yet'
  const more = count - names.length
  return formatList(more > 0 ? [...names, `${formatCount(more)} more`] : names)
}
