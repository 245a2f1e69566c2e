import { EmptyState } from '#components/ui/empty-state.tsx'
import { Facts } from '#components/ui/facts.tsx'
import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ProductView } from '#lib/catalogue/product.queries.ts'
import { formatDate, formatDaysOfCover, formatMilli } from '#lib/values/format.ts'
import { milli } from '#lib/values/packs.ts'
import { unitPlural } from '#lib/values/units.ts'

/** What the trust holds of a medicine, how long it lasts, and batch by batch where it is; `counts` whether the actor may count it. */
export function ProductStock({
  product,
  stock,
  counts,
}: {
  product: ProductView
  stock: NonNullable<ProductView['stock']>
  counts: boolean
}) {
  const { picture, holdings } = stock
  const units = unitPlural(product.unitName)
  const packOf = new Map(product.packs.map((one) => [one.pack.amppId, one.pack.packText]))
  return (
    <Section id="stock" title="Stock">
      <Facts
        section={false}
        facts={[
          { label: `On hand, ${units}`, value: formatMilli(picture.onHand) },
          {
            label: 'Cover',
            value: picture.coverTenths === null ? 'No usage' : formatDaysOfCover(picture.coverTenths / 10),
            more: `At the usage of the last ${picture.usageDays} days`,
          },
          { label: `Used a day, ${units}`, value: formatMilli(milli(Math.round(picture.usagePerDay / 100) * 100)) },
          { label: `On order, ${units}`, value: formatMilli(picture.onOrder) },
          { label: `Awaiting approval, ${units}`, value: formatMilli(picture.awaiting) },
          { label: `Set aside, ${units}`, value: formatMilli(picture.quarantined) },
        ]}
      />
      {holdings.length === 0 ? (
        <EmptyState>None in stock.</EmptyState>
      ) : (
        <Table caption="Stock by batch" density="desk" className="app-gap">
          <TableHead>
            <HeadCell>Store</HeadCell>
            <HeadCell>Pack</HeadCell>
            <HeadCell>Batch</HeadCell>
            <HeadCell>Expiry</HeadCell>
            <HeadCell number>{`On hand, ${units}`}</HeadCell>
            <HeadCell>State</HeadCell>
          </TableHead>
          <TableBody>
            {holdings.map((one) => (
              <Row key={`${one.storeName} ${one.amppId} ${one.batch} ${one.expiry} ${one.quarantined}`}>
                <RowHead>{one.storeName}</RowHead>
                <Cell label="Pack">{packOf.get(one.amppId) ?? one.amppId}</Cell>
                <Cell label="Batch">{one.batch || 'Not recorded'}</Cell>
                <Cell label="Expiry">{one.expiry ? formatDate(one.expiry) : 'Not recorded'}</Cell>
                <Cell label={`On hand, ${units}`} number>
                  {formatMilli(one.unitsMilli)}
                </Cell>
                <Cell label="State">{one.quarantined ? 'Set aside' : 'Fit for use'}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {counts && (
        <p className="app-more">
          <Link href={`/catalogue/${product.vmpId}/count`}>Count what is on the shelf</Link>
        </p>
      )}
    </Section>
  )
}
