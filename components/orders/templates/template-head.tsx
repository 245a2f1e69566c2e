import { Checkbox } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { PadChoices } from '#lib/orders/raise/pads.queries.ts'

type Head = { name?: string; storeId?: string; costCentreId?: string; shared?: boolean }

/** What a template is called, where its packs go, who pays, and who else may use it. */
export function TemplateHead({ head, choices, mine }: { head: Head; choices: PadChoices; mine: boolean }) {
  return (
    <>
      <TextInput name="name" label="Name" hint="Like Monday round, Main store" defaultValue={head.name} />
      <Select
        name="storeId"
        label="Deliver to"
        choices={choices.stores.map((one) => ({ value: one.id, label: one.label }))}
        defaultValue={head.storeId ?? choices.last?.storeId}
      />
      <Select
        name="costCentreId"
        label="Cost centre"
        choices={choices.costCentres.map((one) => ({ value: one.id, label: one.label }))}
        defaultValue={head.costCentreId ?? choices.last?.costCentreId}
      />
      {mine && (
        <Checkbox
          name="shared"
          label="Everybody here who raises orders may use and change it"
          defaultChecked={head.shared}
        />
      )}
    </>
  )
}

/** Further packs of a template, typed or pasted. */
export function MoreLines({ label }: { label: string }) {
  return (
    <Textarea
      name="more"
      label={label}
      hint="A dm+d id, barcode, code or name, the packs, and a note if you like: one row each, with a tab or a semicolon between. Copied from a spreadsheet it fits."
      rows={4}
    />
  )
}
