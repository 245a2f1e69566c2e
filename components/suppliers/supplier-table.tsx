import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { SupplierView } from '#lib/suppliers/supplier.queries.ts'
import { CHANNELS, SUPPLIER_KINDS } from '#lib/suppliers/supplier.schema.ts'
import { formatCounted, formatPence } from '#lib/values/format.ts'
import { timeWords } from './supplier-words.ts'

/** Suppliers with how this trust trades with them; where it does not (`trades`), with what they are known by. */
export function SupplierTable({ suppliers, trades }: { suppliers: readonly SupplierView[]; trades: boolean }) {
  return trades ? <Traded suppliers={suppliers} /> : <Known suppliers={suppliers} />
}

function Known({ suppliers }: { suppliers: readonly SupplierView[] }) {
  return (
    <Table caption="Suppliers" className="app-gap">
      <TableHead>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Code</HeadCell>
        <HeadCell>GLN</HeadCell>
        <HeadCell>Electronic orders</HeadCell>
      </TableHead>
      <TableBody>
        {suppliers.map((supplier) => (
          <Row key={supplier.id}>
            <RowHead>
              <Link href={`/suppliers/${supplier.id}`}>{supplier.name}</Link>
              <Sub>{SUPPLIER_KINDS[supplier.kind]}</Sub>
            </RowHead>
            <Cell label="Code">{supplier.code}</Cell>
            <Cell label="GLN">{supplier.gln ?? 'Not known'}</Cell>
            <Cell label="Electronic orders">{supplier.endpointId === null ? 'PDF only' : 'Peppol address known'}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function Traded({ suppliers }: { suppliers: readonly SupplierView[] }) {
  return (
    <Table caption="Suppliers" className="app-gap">
      <TableHead>
        <HeadCell>Supplier</HeadCell>
        <HeadCell>Orders go by</HeadCell>
        <HeadCell>Account</HeadCell>
        <HeadCell number>Minimum order</HeadCell>
        <HeadCell>Cut-off</HeadCell>
        <HeadCell number>Delivery</HeadCell>
        <HeadCell>Electronic orders</HeadCell>
      </TableHead>
      <TableBody>
        {suppliers.map((supplier) => (
          <Row key={supplier.id}>
            <RowHead>
              <Link href={`/suppliers/${supplier.id}`}>{supplier.name}</Link>
              <Sub>{SUPPLIER_KINDS[supplier.kind]}</Sub>
            </RowHead>
            <Cell label="Orders go by">{supplier.account ? CHANNELS[supplier.account.channel] : 'No account yet'}</Cell>
            <Cell label="Account">{supplier.account?.accountNumber || 'Not known'}</Cell>
            <Cell label="Minimum order" number>
              {supplier.account ? minimum(supplier.account.minimumOrder) : 'Not known'}
            </Cell>
            <Cell label="Cut-off">{timeWords(supplier.account?.cutOff ?? null)}</Cell>
            <Cell label="Delivery" number>
              {supplier.account ? formatCounted(supplier.account.leadDays, 'day') : 'Not known'}
            </Cell>
            <Cell label="Electronic orders">{supplier.missing.length === 0 ? 'Yes' : 'PDF only'}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function minimum(pence: Parameters<typeof formatPence>[0]): string {
  return pence === 0 ? 'None' : formatPence(pence)
}
