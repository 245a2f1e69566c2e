import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { Select } from '#components/ui/select.tsx'
import type { FormAction } from '#lib/action-answer.ts'
import type { PadChoices } from '#lib/orders/raise/pads.queries.ts'

/** Where a new pad delivers to and who pays; what this person used last stands first. */
export function StartPad({ action, trustId, choices }: { action: FormAction; trustId: string; choices: PadChoices }) {
  const { packs, stores, costCentres, last } = choices
  if (!packs || stores.length === 0 || costCentres.length === 0) {
    return (
      <Note kind="care" lead="Your trust is not set up for ordering yet.">
        It needs a store that takes deliveries, a cost centre that pays, and products to order. Ask your administrator:
        the steps that are left stand on their Today page.
      </Note>
    )
  }
  return (
    <ActionForm action={action} trustId={trustId} act="open-pad" label="Start an order pad">
      <Select
        name="storeId"
        label="Deliver to"
        choices={stores.map((one) => ({ value: one.id, label: one.label }))}
        defaultValue={last?.storeId ?? stores[0]?.id}
      />
      <Select
        name="costCentreId"
        label="Cost centre"
        choices={costCentres.map((one) => ({ value: one.id, label: one.label }))}
        defaultValue={last?.costCentreId ?? costCentres[0]?.id}
      />
      <Button>Start the order pad</Button>
    </ActionForm>
  )
}
