import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { saveSupplierAction } from '#lib/suppliers/supplier.actions.ts'
import type { SupplierView } from '#lib/suppliers/supplier.queries.ts'
import { ENDPOINT_SCHEMES, SUPPLIER_KINDS } from '#lib/suppliers/supplier.schema.ts'

/** What a supplier is, to be changed by who loaded it. */
export function SupplierForm({ supplier, trustId }: { supplier: SupplierView; trustId: string }) {
  return (
    <ActionForm
      action={saveSupplierAction}
      trustId={trustId}
      version={supplier.version}
      hidden={{ supplierId: supplier.id }}
      id="supplier"
    >
      <TextInput name="name" label="Name" defaultValue={supplier.name} />
      <Radios
        name="kind"
        label="What they are"
        options={Object.entries(SUPPLIER_KINDS).map(([value, label]) => ({ value, label }))}
        defaultValue={supplier.kind}
      />
      <TextInput
        name="gln"
        label="GLN"
        hint="13 digits. Leave it empty if there is none."
        defaultValue={supplier.gln ?? ''}
        width={20}
        inputMode="numeric"
      />
      <Select
        name="endpointScheme"
        label="Kind of Peppol address"
        hint="Where electronic orders go; without it they get the PDF only"
        placeholder="None"
        choices={Object.entries(ENDPOINT_SCHEMES).map(([value, label]) => ({ value, label }))}
        defaultValue={supplier.endpointScheme ?? ''}
      />
      <TextInput name="endpointId" label="Peppol address" defaultValue={supplier.endpointId ?? ''} width={20} />
      <Textarea
        name="address"
        label="Address"
        hint="One line under the other"
        defaultValue={supplier.address.join('\n')}
      />
      <Button>Save the supplier</Button>
    </ActionForm>
  )
}
