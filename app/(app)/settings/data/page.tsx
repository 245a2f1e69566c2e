import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { askForDataAction } from '#lib/access/personal-data/data.actions.ts'
import { KEPT, KEPT_OUTSIDE } from '#lib/access/personal-data/kept.rules.ts'
import { pageActor } from '#lib/access/session.ts'
import { keepDays } from '#lib/lists/files.queries.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Your data' }

export default async function YourDataPage() {
  const actor = await pageActor('ownData')
  const days = await keepDays(actor)
  const says = [...Object.values(KEPT_OUTSIDE), ...KEPT].map((kind) => kind.says)
  return (
    <Main>
      <PageHead
        title="Your data"
        standfirst={`Everything that ${actor.trustName} keeps about you, as one file. It is for you alone.`}
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Section
        id="take"
        title="Have it made"
        lead={`A ZIP with a file of JSON for each kind. It is made in the background and kept for ${formatCounted(days, 'day')} among your files. That you asked for it goes on your record.`}
      >
        <ActionForm
          action={askForDataAction}
          trustId={actor.trustId}
          hidden={{ personId: actor.personId ?? '' }}
          id="ask-for-data"
          label="Everything kept about you"
        >
          <Button>Make the file</Button>
        </ActionForm>
      </Section>
      <Section
        id="kinds"
        title="What is in it"
        lead="Never a password, a secret or the key of a token. Prices and amounts are the trust’s, not yours: they are left out."
      >
        <ul>
          {says.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Section>
    </Main>
  )
}
