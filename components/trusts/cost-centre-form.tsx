import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choices.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { CostCentreView } from '#lib/trusts/place.queries.ts'
import { saveCostCentreAction } from '#lib/trusts/set-up.actions.ts'

/** A cost centre, new or to be changed. */
export function CostCentreForm({ costCentre, trustId }: { costCentre?: CostCentreView; trustId: string }) {
  return (
    <ActionForm
      action={saveCostCentreAction}
      trustId={trustId}
      version={costCentre?.version}
      hidden={costCentre && { costCentreId: costCentre.id }}
      id="cost-centre"
    >
      <TextInput
        name="code"
        label="Code"
        hint="As your ledger has it, like P100"
        defaultValue={costCentre?.code}
        width={10}
        spellCheck={false}
      />
      <TextInput name="name" label="What it stands for" hint="Like Pharmacy stock" defaultValue={costCentre?.name} />
      {costCentre && <Checkbox name="active" label="Orders may be booked to it" defaultChecked={costCentre.active} />}
      <Button>{costCentre ? 'Save cost centre' : 'Add cost centre'}</Button>
    </ActionForm>
  )
}
