import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { SchemeEditor } from '#components/trusts/scheme/scheme-editor.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { DateInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { pageActor } from '#lib/access/session.ts'
import { schemeToChange } from '#lib/orders/scheme/proposal.queries.ts'
import { proposeSchemeAction } from '#lib/orders/scheme/scheme.actions.ts'
import { systemClock } from '#lib/values/clock.ts'
import { addDays, londonDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Propose a change of who must approve' }

export default async function ChangeSchemePage() {
  const actor = await pageActor('changeScheme')
  const found = await schemeToChange(actor)
  if (!found) notFound()
  const tomorrow = addDays(londonDate(systemClock()), 1)
  return (
    <Main>
      <PageHead
        title="Propose a change"
        standfirst="Nothing changes until a second person adopts it: the chief pharmacist or the director of finance, and never you. You both see first what it would have meant for the last three months."
        back={{ href: '/settings/approvals', words: 'Who must approve' }}
      />
      <ActionForm action={proposeSchemeAction} trustId={actor.trustId} version={found.version} id="scheme">
        <SchemeEditor scheme={found.scheme} people={found.people} />
        <Section id="proposal" title="Your proposal">
          <DateInput name="from" label="Applies to what is submitted from" defaultValue={formatDate(tomorrow)} />
          <Textarea name="reason" label="Why the scheme should change" maxLength={1000} />
          <Button>Propose this change</Button>
        </Section>
      </ActionForm>
    </Main>
  )
}
