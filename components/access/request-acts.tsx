import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { DecisionPanel } from '#components/ui/decision-panel.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { RequestView } from '#lib/access/consent/requests.queries.ts'
import {
  agreeResetAction,
  refuseRequestAction,
  takeHalfAction,
  withdrawRequestAction,
} from '#lib/access/reset/reset.actions.ts'

/** What the reader may do about a request; nothing where that is nothing. */
export function RequestActs({ request, trustId }: { request: RequestView; trustId: string }) {
  const form = { trustId, hidden: { requestId: request.id } }
  if (request.takes || (request.mine && request.stand === 'agreed')) {
    return (
      <DecisionPanel
        title="Your half of the password"
        totalSays="You give the first half, who agreed the second. Neither of you can sign in with what you have."
      >
        <ActionForm action={takeHalfAction} {...form} id="take-half" label={`First half for ${request.person}`}>
          <Button>Show the first half</Button>
        </ActionForm>
      </DecisionPanel>
    )
  }
  if (request.decides || (!request.mine && request.stand === 'agreed')) {
    return (
      <DecisionPanel
        title={`A new password for ${request.person}?`}
        totalSays="Make sure that it is them who ask: speak to them, do not answer a message. They are signed out everywhere, and need your half of the password and the other’s."
      >
        <ActionForm action={agreeResetAction} {...form} id="agree-reset" label="Agree">
          <Button>Agree and show the second half</Button>
        </ActionForm>
        {request.decides && (
          <ActionForm action={refuseRequestAction} {...form} id="refuse-request" label="Do not agree">
            <Textarea name="comment" label="Why you do not agree" rows={2} maxLength={500} />
            <Button kind="secondary">Do not agree</Button>
          </ActionForm>
        )}
      </DecisionPanel>
    )
  }
  if (request.mine && request.stand === 'waiting') {
    return (
      <DecisionPanel title="Waiting for another administrator" totalSays="They find it on their Today page.">
        <ActionForm action={withdrawRequestAction} {...form} id="withdraw-request" label="Take it back">
          <Button kind="secondary">Take it back</Button>
        </ActionForm>
      </DecisionPanel>
    )
  }
  return null
}
