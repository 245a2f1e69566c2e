import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { changePasswordAction } from '#lib/access/password.actions.ts'

/** A new password for whoever is signed in. The e-mail goes along hidden, for the browser's own store of passwords. */
export function PasswordForm({ trustId, email, oneTime }: { trustId: string; email: string; oneTime: boolean }) {
  return (
    <ActionForm action={changePasswordAction} trustId={trustId} id="password">
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextInput
        name="current"
        label={oneTime ? 'The one-time password you were given' : 'The password you have now'}
        type="password"
        autoComplete="current-password"
        width={20}
      />
      <TextInput
        name="password"
        label="New password"
        hint="12 letters or more. Three words that have nothing to do with each other are easy to keep and hard to guess."
        type="password"
        autoComplete="new-password"
        width={20}
      />
      <TextInput name="again" label="New password again" type="password" autoComplete="new-password" width={20} />
      <Button>Change password</Button>
    </ActionForm>
  )
}
