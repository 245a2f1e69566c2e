import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { DecisionPanel } from '#components/ui/decision-panel.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { CONSENT_SAYS } from '#lib/access/consent/consent-words.rules.ts'
import { CONSENTING } from '#lib/access/consent/request-kinds.rules.ts'
import type { RequestView } from '#lib/access/consent/requests.queries.ts'
import {
  agreeChangeAction,
  agreePersonAction,
  agreeResetAction,
  agreeRolesAction,
  refuseRequestAction,
  takeHalfAction,
  withdrawRequestAction,
} from '#lib/access/reset/reset.actions.ts'
import { requestTitle } from './request-words.ts'

/** Who finds a request on their Today page. */
function whoAgrees(to: RequestView['to']): string {
  const roles: readonly string[] = CONSENTING[to]
  return roles.includes('chief') ? 'Another administrator or the chief pharmacist' : 'Another administrator'
}

/** What the reader may do about a request; nothing where that is nothing. */
export function RequestActs({ request, trustId }: { request: RequestView; trustId: string }) {
  const form = { trustId, hidden: { requestId: request.id } }
  const { kind, to, mine, stand, decides, takes, agreed, person, halves } = request
  if (mine && halves && stand === 'agreed') {
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
  if (decides || (halves && agreed)) {
    return (
      <DecisionPanel title={agreed ? 'You agreed' : `${requestTitle(request)}?`} totalSays={CONSENT_SAYS[to]}>
        {halves ? (
          <ActionForm
            action={kind === 'new' ? agreePersonAction : agreeResetAction}
            {...form}
            id={kind === 'new' ? 'agree-person' : 'agree-reset'}
            label="Agree"
          >
            {decides ? <Button>Agree and show the second half</Button> : <p>The second half was shown to you once.</p>}
          </ActionForm>
        ) : (
          <ActionForm
            action={kind === 'roles' ? agreeRolesAction : agreeChangeAction}
            {...form}
            id={kind === 'roles' ? 'agree-roles' : 'agree-change'}
            label="Agree"
          >
            <Button>{to === 'roles' ? 'Agree to the exception' : 'Agree'}</Button>
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
      <DecisionPanel title="Waiting for somebody else" totalSays={`${whoAgrees(to)} finds it on their Today page.`}>
        <ActionForm action={withdrawRequestAction} {...form} id="withdraw-request" label="Take it back">
          <Button kind="secondary">Take it back</Button>
        </ActionForm>
      </DecisionPanel>
    )
  }
  return null
}
