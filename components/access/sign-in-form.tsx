import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { signInAction } from '#lib/access/sign-in.actions.ts'

/** E-mail and password; `next` is the page that was asked for. */
export function SignInForm({ next }: { next: string }) {
  return (
    <ActionForm action={signInAction} trustId="" id="sign-in" hidden={{ next }}>
      <TextInput name="email" label="E-mail address" type="email" autoComplete="username" spellCheck={false} />
      <TextInput name="password" label="Password" type="password" autoComplete="current-password" />
      <Button>Sign in</Button>
    </ActionForm>
  )
}
