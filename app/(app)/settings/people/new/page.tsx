import type { Metadata } from 'next'
import { RoleBoxes } from '#components/access/role-boxes.tsx'
import { SiteBoxes } from '#components/access/site-boxes.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { addPersonAction } from '#lib/access/people.actions.ts'
import { siteChoices } from '#lib/access/person-page.queries.ts'
import { isRole } from '#lib/access/roles.ts'
import { pageActor } from '#lib/access/session.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'

export const metadata: Metadata = { title: 'Add a person' }

export default async function NewPersonPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newPerson')
  const [steps, sites, { role = '' }] = await Promise.all([setUpOf(actor), siteChoices(actor), searchParams])
  return (
    <Main>
      <PageHead
        title="Add a person"
        standfirst="They get a one-time password. You see it once, here, and give it to them yourself. Of somebody who approves or administers you give one half, and who agrees with you the other."
        back={{ href: '/settings/people', words: 'People' }}
      />
      <SetUpNext steps={steps} />
      <FormColumn>
        <ActionForm key={role} action={addPersonAction} trustId={actor.trustId} id="person">
          <TextInput name="name" label="First name and surname" autoComplete="off" />
          <TextInput
            name="email"
            label="E-mail address"
            hint="Their own at work: they sign in with it"
            type="email"
            autoComplete="off"
            spellCheck={false}
          />
          <RoleBoxes kind={actor.trustKind} held={isRole(role) ? [role] : []} />
          <SiteBoxes sites={sites} />
          <Button>Add person</Button>
        </ActionForm>
      </FormColumn>
    </Main>
  )
}
