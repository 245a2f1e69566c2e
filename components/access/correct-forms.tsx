import { FormColumn } from '#components/trusts/form-column.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { correctEmailAction, correctNameAction } from '#lib/access/correct/correct.actions.ts'

/** Corrects what somebody is called, and the address they sign in with. */
export function CorrectForms({
  trustId,
  person,
}: {
  trustId: string
  person: { id: string; name: string; email: string; former: boolean }
}) {
  const form = { trustId, hidden: { personId: person.id } }
  return (
    <FormColumn below={false}>
      <ActionForm action={correctNameAction} {...form} id="correct-name" label="Correct the name">
        <TextInput name="name" label="First name and surname" defaultValue={person.name} autoComplete="off" />
        <Button kind="secondary">Save the name</Button>
      </ActionForm>
      {!person.former && (
        <Details summary="They have another e-mail address" small>
          <ActionForm action={correctEmailAction} {...form} id="correct-email" label="Correct the e-mail address">
            <p>
              Whoever reads it could come in as them, so another administrator or the chief pharmacist must agree. They
              are told at both addresses, and signed out everywhere.
            </p>
            <TextInput name="email" label="New e-mail address" type="email" autoComplete="off" spellCheck={false} />
            <Textarea name="reason" label="How you know that it is theirs" rows={2} maxLength={500} />
            <Button kind="secondary">Change the e-mail address</Button>
          </ActionForm>
        </Details>
      )}
    </FormColumn>
  )
}
