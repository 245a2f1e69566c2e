import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, NumberInput, TextInput } from '#components/ui/text-input.tsx'
import { SAMPLE_KINDS } from '#lib/audit/samples/sample.schema.ts'
import { drawSampleAction } from '#lib/audit/samples/samples.actions.ts'

/** What a sample is drawn from, and how many. `from` and `to` stand in the fields at first. */
export function SampleForm({ trustId, from, to }: { trustId: string; from: string; to: string }) {
  return (
    <ActionForm action={drawSampleAction} trustId={trustId} id="draw-sample">
      <DateInput name="from" label="Submitted from" defaultValue={from} />
      <DateInput name="to" label="Submitted to" defaultValue={to} />
      <Select
        name="kind"
        label="Which orders"
        defaultValue="all"
        choices={Object.entries(SAMPLE_KINDS).map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        name="above"
        label="Above which amount with VAT"
        hint="Only for orders above an amount"
        prefix="£"
        width={10}
        autoComplete="off"
      />
      <NumberInput name="wanted" label="How many" suffix="orders" defaultValue="25" />
      <Button>Draw the sample</Button>
    </ActionForm>
  )
}
