import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { joinTrustAction } from '#lib/access/people.actions.ts'

/** For somebody whom another trust wants, too: they enter the code that its administrator handed to them. */
export function JoinTrust({ trustId }: { trustId: string }) {
  return (
    <Details summary="Join another trust" small>
      <ActionForm action={joinTrustAction} trustId={trustId} act="join-trust" label="Join another trust">
        <TextInput
          name="code"
          label="Code"
          hint="The administrator of that trust gave it to you"
          autoComplete="off"
          spellCheck={false}
          width={20}
        />
        <Button kind="secondary">Join</Button>
      </ActionForm>
    </Details>
  )
}
