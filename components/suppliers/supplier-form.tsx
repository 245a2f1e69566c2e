import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { saveSupplierAction } from '#lib/suppliers/supplier.actions.ts'
import type { SupplierView } from '#lib/suppliers/supplier.queries.ts'
import { SupplierFields } from './supplier-fields.tsx'

/** What a supplier is, to be changed by who loaded or added it. */
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
      <SupplierFields supplier={supplier} />
      <Button>Save the supplier</Button>
    </ActionForm>
  )
}
