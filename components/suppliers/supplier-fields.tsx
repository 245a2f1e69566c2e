import { Radios } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { SupplierView } from '#lib/suppliers/supplier.queries.ts'
import { ENDPOINT_SCHEMES, SUPPLIER_KINDS } from '#lib/suppliers/supplier.schema.ts'

/** What a supplier is beside its name: kind, numbers, where electronic orders go, address. */
export function SupplierFields({ supplier }: { supplier?: SupplierView }) {
  return (
    <>
      <Radios
        name="kind"
        label="What they are"
        options={Object.entries(SUPPLIER_KINDS).map(([value, label]) => ({ value, label }))}
        defaultValue={supplier?.kind}
      />
      <TextInput
        name="gln"
        label="GLN"
        hint="13 digits. Leave it empty if there is none."
        defaultValue={supplier?.gln ?? ''}
        width={20}
        inputMode="numeric"
      />
      <Select
        name="endpointScheme"
        label="Kind of Peppol address"
        hint="Where electronic orders go; without it they get the PDF only"
        placeholder="None"
        choices={Object.entries(ENDPOINT_SCHEMES).map(([value, label]) => ({ value, label }))}
        defaultValue={supplier?.endpointScheme ?? ''}
      />
      <TextInput name="endpointId" label="Peppol address" defaultValue={supplier?.endpointId ?? ''} width={20} />
      <Textarea
        name="address"
        label="Address"
        hint="One line under the other"
        defaultValue={supplier?.address.join('\n')}
        rows={5}
      />
    </>
  )
}
