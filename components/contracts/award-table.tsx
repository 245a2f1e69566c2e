import { Link } from '#components/ui/link.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { vendorsOf } from '#lib/contracts/award.rules.ts'
import { rankWords } from '#lib/contracts/contract-names.rules.ts'
import type { AwardLine } from '#lib/contracts/contracts.queries.ts'
import { formatDate, formatList, formatUnitPrice } from '#lib/values/format.ts'
import { perUnit } from '#lib/values/money.ts'
import { aUnit } from '#lib/values/units.ts'
import { NOT_SHOWN, priceWords } from './contract-words.ts'

/**
 * Awards with their dates. `contract` adds whose framework it is; `product` whether the medicine is named and linked;
 * `holder` whether it is said to whom each is awarded, not needed where all are one supplier's.
 */
export function AwardTable({
  caption,
  lines,
  contract = false,
  product = true,
  holder = true,
  group = false,
}: {
  caption: string
  lines: readonly AwardLine[]
  contract?: boolean
  product?: boolean
  holder?: boolean
  group?: boolean
}) {
  return (
    <Table caption={caption} density="desk" wide className="app-gap">
      <TableHead>
        <HeadCell>{product ? 'Product and pack' : 'Pack'}</HeadCell>
        <HeadCell>{holder ? 'Awarded to' : 'Rank'}</HeadCell>
        {contract && <HeadCell>Contract</HeadCell>}
        {group && <HeadCell>Group</HeadCell>}
        <HeadCell>Delivered by</HeadCell>
        <HeadCell number>Pack ex VAT</HeadCell>
        <HeadCell number>Per unit</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>To</HeadCell>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <Row key={line.id}>
            <RowHead>
              <AwardedPack line={line} product={product} />
            </RowHead>
            {holder ? (
              <Cell label="Awarded to">
                {line.holder.name}
                <Sub>{rankWords(line.rank)}</Sub>
              </Cell>
            ) : (
              <Cell label="Rank">{rankWords(line.rank)}</Cell>
            )}
            {contract && (
              <Cell label="Contract">
                {line.reference}
                <Sub>{line.lot === '' ? 'No lot' : `Lot ${line.lot}`}</Sub>
              </Cell>
            )}
            {group && <Cell label="Group">{line.buyingGroup}</Cell>}
            <Cell label="Delivered by">{delivery(line)}</Cell>
            <Cell label="Pack ex VAT" number>
              {priceWords(line.price)}
            </Cell>
            <Cell label="Per unit" number>
              {unitPrice(line)}
            </Cell>
            <Cell label="From" className="app-nowrap">
              {formatDate(line.validFrom)}
            </Cell>
            <Cell label="To">
              <span className="app-nowrap">{formatDate(line.validTo)}</span>
              {line.extensionTo && (
                <Sub>
                  May be extended to <span className="app-nowrap">{formatDate(line.extensionTo)}</span>
                </Sub>
              )}
              {line.status !== 'active' && <Sub>{line.status === 'suspended' ? 'Suspended' : 'Terminated'}</Sub>}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function AwardedPack({ line, product }: { line: AwardLine; product: boolean }) {
  if (!line.pack) return `Pack ${line.amppId}`
  if (!product) {
    return (
      <>
        {line.pack.packText}
        <Sub>{packMake(line.pack)}</Sub>
      </>
    )
  }
  return (
    <>
      <Link href={`/catalogue/${line.pack.vmpId}`}>{line.pack.name}</Link>
      <span className="app-pack">, {line.pack.packText}</span>
      <Sub>{packMake(line.pack)}</Sub>
    </>
  )
}

function delivery(line: AwardLine): string {
  const names = vendorsOf(line).map((vendor) => vendor.name)
  return line.route === 'direct' ? `${formatList(names)}, direct` : formatList(names)
}

function unitPrice(line: AwardLine): string {
  if (line.price === null) return NOT_SHOWN
  const each = formatUnitPrice(perUnit({ price: line.price, milliUnits: line.unitsMilli }))
  return line.pack ? `${each} ${aUnit(line.pack.unitName)}` : each
}
