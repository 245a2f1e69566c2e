import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { OfferedSupplier } from '#lib/suppliers/identity.queries.ts'
import { addSupplierAction } from '#lib/suppliers/supplier.actions.ts'
import { SupplierFields } from './supplier-fields.tsx'

/** Asks for the name first, so that a supplier that is there already is offered before anything else is typed. */
export function NewSupplierName({ name }: { name: string }) {
  return (
    <form action="/suppliers/new" method="get" aria-label="Name of the new supplier">
      <TextInput
        name="name"
        label="What is the supplier called?"
        hint="As it stands on their price list or invoice"
        defaultValue={name}
        maxLength={120}
      />
      <Button>Go on</Button>
    </form>
  )
}

/** Suppliers that may be meant, each with the way to use it. `trades`: whether this organisation keeps accounts. */
export function OfferedSuppliers({
  caption,
  suppliers,
  trades,
}: {
  caption: string
  suppliers: readonly OfferedSupplier[]
  trades: boolean
}) {
  return (
    <Table caption={caption} className="app-gap">
      <TableHead>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Code</HeadCell>
        {trades && <HeadCell>Account</HeadCell>}
      </TableHead>
      <TableBody>
        {suppliers.map((one) => (
          <Row key={one.id}>
            <RowHead>
              <Link href={`/suppliers/${one.id}`}>{one.name}</Link>
            </RowHead>
            <Cell label="Code">{one.code}</Cell>
            {trades && (
              <Cell label="Account">
                {one.hasAccount ? (
                  'Set up'
                ) : (
                  <Link href={`/suppliers/${one.id}/account`}>
                    Set up the account<span className="nhsuk-u-visually-hidden"> with {one.name}</span>
                  </Link>
                )}
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** What a new supplier is. `unlike`: ids of those alike that were shown and are not meant. */
export function NewSupplierForm({
  name,
  unlike,
  trades,
  trustId,
}: {
  name: string
  unlike: readonly string[]
  trades: boolean
  trustId: string
}) {
  return (
    <ActionForm action={addSupplierAction} trustId={trustId} hidden={{ seen: unlike.join(',') }} id="new-supplier">
      <TextInput name="name" label="Name" defaultValue={name} maxLength={120} />
      <TextInput
        name="code"
        label="Code"
        hint="By this, contract files find the supplier. Leave it empty to have one made from the name."
        width={20}
        maxLength={40}
      />
      <SupplierFields />
      <Button>{trades ? 'Add the supplier and set up the account' : 'Add the supplier'}</Button>
    </ActionForm>
  )
}
