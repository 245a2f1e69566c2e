import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { ListedCode } from '#lib/catalogue/local-codes/local-code.queries.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { formatDate, formatDateOf } from '#lib/values/format.ts'

/** Codes of the trust's systems, each with its pack, days and who said so. `medicine`: whether packs name their medicine; `edit`: whether the reader may end them. */
export function CodeTable({
  caption,
  codes,
  medicine,
  edit,
}: {
  caption: string
  codes: readonly ListedCode[]
  medicine: boolean
  edit: boolean
}) {
  return (
    <Table caption={caption} density="desk" wide className="app-gap">
      <TableHead>
        <HeadCell>Code</HeadCell>
        <HeadCell>System</HeadCell>
        <HeadCell>{medicine ? 'Product and pack' : 'Pack'}</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
        <HeadCell>Added</HeadCell>
        {edit && <HeadCell>Change</HeadCell>}
      </TableHead>
      <TableBody>
        {codes.map((one) => (
          <Row key={one.id}>
            <RowHead>{one.code}</RowHead>
            <Cell label="System">{one.system}</Cell>
            <Cell label={medicine ? 'Product and pack' : 'Pack'}>
              <PackOf code={one} medicine={medicine} />
            </Cell>
            <Cell label="From" className="app-nowrap">
              {formatDate(one.from)}
            </Cell>
            <Cell label="To">{toWords(one)}</Cell>
            <Cell label="Added">
              {formatDateOf(one.at)}
              <Sub>
                <span className="app-nowrap">{one.by}</span>
              </Sub>
            </Cell>
            {edit && (
              <Cell label="Change">
                {one.state === 'now' || one.state === 'coming' ? (
                  <Link href={`/catalogue/${one.vmpId}/codes?end=${one.id}#end`}>
                    {one.state === 'coming' ? 'Take off' : 'End'}
                    <span className="nhsuk-u-visually-hidden"> code {one.code}</span>
                  </Link>
                ) : (
                  'No more'
                )}
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function PackOf({ code, medicine }: { code: ListedCode; medicine: boolean }) {
  const { pack, amppId, vmpId } = code
  if (!pack) return `Pack ${amppId}`
  const name = medicine ? <Link href={`/catalogue/${vmpId}`}>{`${pack.name}, ${pack.packText}`}</Link> : pack.packText
  return (
    <>
      {name}
      <Sub>{packMake(pack)}</Sub>
    </>
  )
}

function toWords({ state, to }: ListedCode): string {
  if (state === 'withdrawn') return 'Taken off'
  return to === null ? 'Further notice' : formatDate(to)
}
