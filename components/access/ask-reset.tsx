import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { askResetAction } from '#lib/access/reset/reset.actions.ts'

/** Asks that a person be given a one-time password; or why that cannot be asked here. `askable`: what the query answers. */
export function AskReset({
  trustId,
  personId,
  name,
  askable,
}: {
  trustId: string
  personId: string
  name: string
  askable: string
}) {
  if (askable === 'OWN_ACCOUNT') return <p>It is your own account: change your password under Settings.</p>
  if (askable === 'ONE_ADMINISTRATOR') {
    return (
      <Note lead="There are not two administrators who could do this together.">
        Whoever runs the machine of Tincture does it there: npm run admin:reset, with the e-mail address.
      </Note>
    )
  }
  if (askable === 'NEW_ADMINISTRATOR') {
    return <p>Your word counts here once you have been administrator for a week. Another one can ask.</p>
  }
  return (
    <ActionForm
      action={askResetAction}
      trustId={trustId}
      hidden={{ personId }}
      id="ask-reset"
      label={`New one-time password for ${name}`}
    >
      <Textarea
        name="reason"
        label="How you know that it is them who ask"
        hint="Another administrator reads this and decides"
        rows={2}
        maxLength={500}
      />
      <Button kind="secondary">Ask for a one-time password</Button>
    </ActionForm>
  )
}
