import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { withdrawSubmissionAction } from '#lib/orders/approve/approve.actions.ts'

/** For whoever raised an order that still waits: takes it back, to be changed and submitted again. */
export function TakeBack({ number, version, trustId }: { number: string; version: number; trustId: string }) {
  return (
    <ActionForm
      action={withdrawSubmissionAction}
      trustId={trustId}
      version={version}
      act={`take back ${number} ${version}`}
      hidden={{ number }}
      label="Take this order back"
      className="app-gap"
    >
      <Button kind="secondary">Take back to change it</Button>
    </ActionForm>
  )
}
