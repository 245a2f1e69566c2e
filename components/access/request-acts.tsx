import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { DecisionPanel } from '#components/ui/decision-panel.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { RequestView } from '#lib/access/consent/requests.queries.ts'
import {
  agreeResetAction,
  agreeRolesAction,
  refuseRequestAction,
  takeHalfAction,
  withdrawRequestAction,
} from '#lib/access/reset/reset.actions.ts'

const ASKS = {
  reset: 'A new password for',
  roles: 'Both roles for',
  admin: 'The administrator’s role for',
} as const satisfies Record<RequestView['to'], string>

const SAYS = {
  reset:
    'Make sure that it is them who ask: speak to them, do not answer a message. They are signed out everywhere, and need your half of the password and the other’s.',
  roles:
    'One person then holds two duties that should watch each other. The exception is listed, looked at in each access review, and ends by itself.',
  admin:
    'An administrator gives out roles, lets people in and changes the rules of the trust. They hold no other role beside it.',
} as const satisfies Record<RequestView['to'], string>

/** What the reader may do about a request; nothing where that is nothing. */
export function RequestActs({ request, trustId }: { request: RequestView; trustId: string }) {
  const form = { trustId, hidden: { requestId: request.id } }
  const { kind, to, mine, stand, decides, takes, agreed, person } = request
  if (mine && kind === 'reset' && stand === 'agreed') {
    // the form stays once the half is taken: what it says is shown only there
    return (
      <DecisionPanel
        title="Your half of the password"
        totalSays="You give the first half, who agreed the second. Neither of you can sign in with what you have."
      >
        <ActionForm action={takeHalfAction} {...form} id="take-half" label={`First half for ${person}`}>
          {takes ? <Button>Show the first half</Button> : <p>It was shown once. You have it, or ask again.</p>}
        </ActionForm>
      </DecisionPanel>
    )
  }
  if (decides || (kind === 'reset' && agreed)) {
    return (
      <DecisionPanel title={agreed ? 'You agreed' : `${ASKS[to]} ${person}?`} totalSays={SAYS[to]}>
        {kind === 'reset' ? (
          <ActionForm action={agreeResetAction} {...form} id="agree-reset" label="Agree">
            {decides ? <Button>Agree and show the second half</Button> : <p>The second half was shown to you once.</p>}
          </ActionForm>
        ) : (
          <ActionForm action={agreeRolesAction} {...form} id="agree-roles" label="Agree">
            <Button>{to === 'admin' ? 'Agree' : 'Agree to the exception'}</Button>
          </ActionForm>
        )}
        {decides && (
          <ActionForm action={refuseRequestAction} {...form} id="refuse-request" label="Do not agree">
            <Textarea name="comment" label="Why you do not agree" rows={2} maxLength={500} />
            <Button kind="secondary">Do not agree</Button>
          </ActionForm>
        )}
      </DecisionPanel>
    )
  }
  if (mine && stand === 'waiting') {
    return (
      <DecisionPanel
        title="Waiting for somebody else"
        totalSays={
          to !== 'roles'
            ? 'Another administrator finds it on their Today page.'
            : 'Another administrator or the chief pharmacist finds it on their Today page.'
        }
      >
        <ActionForm action={withdrawRequestAction} {...form} id="withdraw-request" label="Take it back">
          <Button kind="secondary">Take it back</Button>
        </ActionForm>
      </DecisionPanel>
    )
  }
  return null
}
