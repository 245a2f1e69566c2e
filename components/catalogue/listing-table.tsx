import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ListingEntry } from '#lib/catalogue/listed/listed.queries.ts'
import { listWords } from '#lib/catalogue/listed/listed.rules.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { formatDate, formatDateOf } from '#lib/values/format.ts'

/**
 * Medicines on lists, each with the list's source, its days and who loaded it. `medicine`: whether entries name their
 * medicine, which the page of one medicine leaves out.
 */
export function ListingTable({
  caption,
  entries,
  medicine,
}: {
  caption: string
  entries: readonly ListingEntry[]
  medicine: boolean
}) {
  return (
    <Table caption={caption} density="desk" wide className="app-gap">
      <TableHead>
        {medicine && <HeadCell>Medicine</HeadCell>}
        <HeadCell>List</HeadCell>
        {!medicine && <HeadCell>Of which packs</HeadCell>}
        <HeadCell>Source</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
        <HeadCell>Loaded by</HeadCell>
      </TableHead>
      <TableBody>
        {entries.map((one) => (
          <Row key={one.id}>
            {medicine ? (
              <>
                <RowHead>
                  <Link href={`/catalogue/${one.vmpId}`}>{one.productName}</Link>
                  {one.amppId !== '' && <Sub>{packOf(one)} only</Sub>}
                </RowHead>
                <Cell label="List">
                  {listWords(one)}
                  <Sub>{one.note}</Sub>
                </Cell>
              </>
            ) : (
              <>
                <RowHead>
                  {listWords(one)}
                  <Sub>{one.note}</Sub>
                </RowHead>
                <Cell label="Of which packs">{one.amppId === '' ? 'Every pack' : packOf(one)}</Cell>
              </>
            )}
            <Cell label="Source">
              {one.source}
              <Sub>
                {one.sourceVersion}, file <code className="app-code">{one.sha256.slice(0, 8)}</code>
              </Sub>
            </Cell>
            <Cell label="From" className="app-nowrap">
              {formatDate(one.from)}
            </Cell>
            <Cell label="To">{toWords(one)}</Cell>
            <Cell label="Loaded by">
              <span className="app-nowrap">{one.by || 'The region'}</span>
              <Sub>
                <span className="app-nowrap">{formatDateOf(one.at)}</span>
              </Sub>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function packOf({ pack, amppId }: ListingEntry): string {
  return pack ? `${pack.packText}, ${packMake(pack)}` : `Pack ${amppId}`
}

function toWords({ state, to }: ListingEntry): string {
  if (state === 'withdrawn') return 'Taken off'
  return to === null ? 'Further notice' : formatDate(to)
}
