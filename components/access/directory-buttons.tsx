import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { startDirectoryAction } from '#lib/access/directory/at-sign-in.actions.ts'

/**
 * Sign-in by a trust's own directory: a button for each trust that is meant, or a field for the e-mail address that says
 * which. `next` is the page that was asked for.
 */
export function DirectoryButtons({
  trusts,
  next,
}: {
  trusts: readonly { odsCode: string; trustName: string }[]
  next: string
}) {
  if (trusts.length > 0) {
    return (
      <div className="app-stack">
        {trusts.map(({ odsCode, trustName }) => (
          <ActionForm
            key={odsCode}
            action={startDirectoryAction}
            trustId=""
            id={`directory-${odsCode}`}
            hidden={{ next, trust: odsCode }}
            label={`Sign in by the directory of ${trustName}`}
          >
            <Button kind="secondary">{`Sign in with ${trustName}`}</Button>
          </ActionForm>
        ))}
      </div>
    )
  }
  return (
    <Details summary="Use your trust’s own sign-in">
      <ActionForm
        action={startDirectoryAction}
        trustId=""
        id="directory"
        hidden={{ next }}
        label="Use your trust’s own sign-in"
      >
        <TextInput name="email" label="Work e-mail address" type="email" autoComplete="email" spellCheck={false} />
        <Button kind="secondary">Go to your trust’s sign-in</Button>
      </ActionForm>
    </Details>
  )
}
