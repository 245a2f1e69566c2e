import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkboxes } from '#components/ui/choices.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { SCOPES, type Scope } from '#lib/access/scopes.ts'
import { makeTokenAction } from '#lib/access/tokens.actions.ts'

/** Makes a token: its name, what it may do, how long it lives. */
export function TokenForm({ trustId, scopes }: { trustId: string; scopes: readonly Scope[] }) {
  return (
    <ActionForm action={makeTokenAction} trustId={trustId} id="make-token">
      <TextInput name="name" label="Name" hint="Which system uses it, like Stock system" autoComplete="off" />
      <Checkboxes
        name="scopes"
        label="It may"
        options={scopes.map((scope) => ({ value: scope, label: SCOPES[scope].name, hint: scope }))}
      />
      <TextInput
        name="days"
        label="Days until it ends"
        hint="365 at most"
        inputMode="numeric"
        defaultValue="90"
        width={6}
      />
      <Button>Make the token</Button>
    </ActionForm>
  )
}
