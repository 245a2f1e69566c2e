import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { Tag, type Tone } from '#components/ui/tag.tsx'
import { type DictionaryPack, packMake } from '#lib/catalogue/pack.rules.ts'
import type { FiledPrice, FiledState } from '#lib/contracts/on-file/on-file.queries.ts'
import { formatDate, formatDateOf } from '#lib/values/format.ts'
import { priceWords } from './contract-words.ts'

const STATES: Record<FiledState, { words: string; tone: Tone }> = {
  now: { words: 'On file', tone: 'green' },
  coming: { words: 'To come', tone: 'blue' },
  over: { words: 'Ended', tone: 'grey' },
  withdrawn: { words: 'Taken off', tone: 'grey' },
}

/** A price on file as a table shows it: with its pack, and the medicine where the page is not that medicine's. */
export type FiledRow = FiledPrice & { pack: DictionaryPack | null; vmpId: string }

/** Prices on file, each with where it comes from and who entered it. `edit`: whether the reader may change and end them. */
export function FiledPrices({
  caption,
  prices,
  medicine,
  supplier,
  edit,
}: {
  caption: string
  prices: readonly FiledRow[]
  medicine: boolean
  supplier: boolean
  edit: boolean
}) {
  return (
    <Table caption={caption} density="desk" wide className="app-gap">
      <TableHead>
        <HeadCell>{medicine ? 'Product and pack' : 'Pack'}</HeadCell>
        {supplier && <HeadCell>Supplier</HeadCell>}
        <HeadCell number>Pack ex VAT</HeadCell>
        <HeadCell>Source</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
        <HeadCell>Entered</HeadCell>
        <HeadCell>State</HeadCell>
        {edit && <HeadCell>Change</HeadCell>}
      </TableHead>
      <TableBody>
        {prices.map((one) => (
          <Row key={one.id}>
            <RowHead>
              <FiledPack row={one} medicine={medicine} />
            </RowHead>
            {supplier && (
              <Cell label="Supplier">
                <Link href={`/suppliers/${one.supplierId}/prices`}>{one.supplierName}</Link>
              </Cell>
            )}
            <Cell label="Pack ex VAT" number>
              {priceWords(one.price)}
            </Cell>
            <Cell label="Source">{one.source}</Cell>
            <Cell label="From" className="app-nowrap">
              {formatDate(one.from)}
            </Cell>
            <Cell label="To" className="app-nowrap">
              {one.to === null ? 'Further notice' : formatDate(one.to)}
            </Cell>
            <Cell label="Entered">
              {formatDateOf(one.at)}
              <Sub>
                <span className="app-nowrap">{one.by}</span>
              </Sub>
            </Cell>
            <Cell label="State">
              <Tag tone={STATES[one.state].tone}>{STATES[one.state].words}</Tag>
            </Cell>
            {edit && (
              <Cell label="Change">
                <Acts row={one} />
              </Cell>
            )}
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function FiledPack({ row, medicine }: { row: FiledRow; medicine: boolean }) {
  if (!row.pack) return `Pack ${row.amppId}`
  const { name, packText } = row.pack
  return (
    <>
      {medicine ? <Link href={`/catalogue/${row.vmpId}/prices`}>{`${name}, ${packText}`}</Link> : packText}
      <Sub>{packMake(row.pack)}</Sub>
    </>
  )
}

function Acts({ row }: { row: FiledRow }) {
  if (row.state !== 'now' && row.state !== 'coming') return 'No more'
  const at = `/catalogue/${row.vmpId}/prices`
  const which = <span className="nhsuk-u-visually-hidden"> the price of {row.supplierName}</span>
  return (
    <span className="app-nowrap">
      <Link href={`${at}?${new URLSearchParams({ pack: row.amppId, supplier: row.supplierId })}#enter`}>
        Change{which}
      </Link>
      {', '}
      <Link href={`${at}?end=${row.id}#end`}>
        {row.state === 'coming' ? 'take off' : 'end'}
        {which}
      </Link>
    </span>
  )
}
