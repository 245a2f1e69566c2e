import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { copyOrderAction } from '#lib/orders/raise/raise.actions.ts'

/** Opens a new pad with the same packs and quantities, at today's contracts and prices. */
export function OrderAgain({ number, trustId }: { number: string; trustId: string }) {
  return (
    <>
      <ActionForm
        action={copyOrderAction}
        trustId={trustId}
        act={`copy ${number}`}
        hidden={{ number }}
        label="Order the same again"
      >
        <Button kind="secondary">Order again</Button>
      </ActionForm>
      <ButtonLink kind="secondary" href={`/orders/templates/new?order=${number}`}>
        Save as a template
      </ButtonLink>
    </>
  )
}
