import { ActionForm } from '#components/ui/action-form.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
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
        <LinkButton>Order again</LinkButton>
      </ActionForm>
      <Link href={`/orders/templates/new?order=${number}`}>Save as a template</Link>
    </>
  )
}
