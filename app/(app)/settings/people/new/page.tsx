import type { Metadata } from 'next'
import { RoleBoxes } from '#components/access/role-boxes.tsx'
import { Main } from '#components/shell/main.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { addPersonAction } from '#lib/access/people.actions.ts'
import { pageActor } from '#lib/access/session.ts'

export const metadata: Metadata = { title: 'Add a person' }

export default async function NewPersonPage() {
  const actor = await pageActor('newPerson')
  return (
    <Main>
      <PageHead
        title="Add a person"
        standfirst="They get a one-time password. You see it once, here, and give it to them yourself."
        back={{ href: '/settings/people', words: 'People' }}
      />
      <FormColumn>
        <ActionForm action={addPersonAction} trustId={actor.trustId} id="person">
          <TextInput name="name" label="First name and surname" autoComplete="off" />
          <TextInput
            name="email"
            label="E-mail address"
            hint="Their own at work: they sign in with it"
            type="email"
            autoComplete="off"
            spellCheck={false}
          />
          <RoleBoxes kind={actor.trustKind} />
          <Button>Add person</Button>
        </ActionForm>
      </FormColumn>
    </Main>
  )
}
