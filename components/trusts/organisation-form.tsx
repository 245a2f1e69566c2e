import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { OrganisationView } from '#lib/trusts/place.queries.ts'
import { ENDPOINT_SCHEMES } from '#lib/trusts/place.schema.ts'
import { saveOrganisationAction } from '#lib/trusts/set-up.actions.ts'

/** The trust as it stands on its orders. */
export function OrganisationForm({ organisation, trustId }: { organisation: OrganisationView; trustId: string }) {
  const { odsCode, codeGiven, name, gln, endpointScheme, endpointId, address, invoiceAddress, version } = organisation
  const schemes = Object.entries(ENDPOINT_SCHEMES).map(([value, label]) => ({ value, label: `${label} (${value})` }))
  return (
    <ActionForm action={saveOrganisationAction} trustId={trustId} version={version} id="organisation">
      <TextInput name="name" label="Name" defaultValue={name} autoComplete="organization" />
      {!codeGiven && (
        <TextInput
          name="odsCode"
          label="ODS code"
          hint="The code of the organisation, like RZZ. It stands in every order number and stays once the first order is begun."
          defaultValue={odsCode}
          width={10}
          spellCheck={false}
        />
      )}
      <TextInput
        name="gln"
        label="GLN"
        hint="The GS1 number of the trust, 13 digits. Leave it empty if there is none."
        defaultValue={gln ?? ''}
        width={20}
        inputMode="numeric"
      />
      <Select
        name="endpointScheme"
        label="Kind of Peppol address"
        hint="Suppliers with one too get orders they can read by machine"
        choices={schemes}
        defaultValue={endpointScheme ?? ''}
        placeholder="None"
      />
      <TextInput
        name="endpointId"
        label="Peppol address"
        defaultValue={endpointId ?? ''}
        width={20}
        spellCheck={false}
      />
      <Textarea name="address" label="Address" hint="A line for each part" defaultValue={address.join('\n')} rows={5} />
      <Textarea
        name="invoiceAddress"
        label="Address for invoices"
        hint="Leave it empty if it is the same"
        defaultValue={invoiceAddress.join('\n')}
        rows={5}
      />
      <Button>Save organisation</Button>
    </ActionForm>
  )
}
