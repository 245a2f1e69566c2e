import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { type DictionaryPack, packMake, packTitle } from '#lib/catalogue/pack.rules.ts'

/** Packs found for a price of a supplier, each with the way to enter it. */
export function FoundPacks({
  q,
  packs,
  supplier,
}: {
  q: string
  packs: readonly DictionaryPack[]
  supplier: { id: string; name: string }
}) {
  if (packs.length === 0) return <EmptyState>Nothing fits “{q}”. Type three letters of a name, or a code.</EmptyState>
  return (
    <Table caption={`Packs that fit “${q}”`} density="desk" className="app-gap">
      <TableHead>
        <HeadCell>Product and pack</HeadCell>
        <HeadCell>Make</HeadCell>
        <HeadCell>Price of {supplier.name}</HeadCell>
      </TableHead>
      <TableBody>
        {packs.map((pack) => (
          <Row key={pack.amppId}>
            <RowHead>{packTitle(pack)}</RowHead>
            <Cell label="Make">{packMake(pack)}</Cell>
            <Cell label={`Price of ${supplier.name}`}>
              <Link
                href={`/catalogue/${pack.vmpId}/prices?${new URLSearchParams({ pack: pack.amppId, supplier: supplier.id })}#enter`}
              >
                Enter<span className="nhsuk-u-visually-hidden"> a price of {packTitle(pack)}</span>
              </Link>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
