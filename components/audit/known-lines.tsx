import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { AuditEntryPage, NamedLine } from '#lib/audit/audit-entry.queries.ts'
import { NATIONAL } from '#lib/contracts/award.rules.ts'
import { offContractWords } from '#lib/orders/order/off-contract.rules.ts'
import { isLocalDate } from '#lib/values/dates.ts'
import { formatCount, formatCounted, formatDate, formatPence, formatPrice } from '#lib/values/format.ts'
import { pence, price } from '#lib/values/money.ts'
import { unitsInWords } from '#lib/values/units.ts'

const BASES: Readonly<Record<string, string>> = {
  contract: 'contract price',
  on_file: 'price on file',
  typed: 'typed price',
}

const STATES: Readonly<Record<string, string>> = {
  ON_CONTRACT: 'On contract',
  ON_CONTRACT_PRICE_HIGH: 'On contract, dearer than the contract',
  OFF_CONTRACT: 'Off contract',
  NO_CONTRACT: 'No contract',
}

/** The lines of an order as they were known: price and what it rested on, and the stock of that moment. */
export function KnownLines({ rows }: { rows: readonly NamedLine[] }) {
  return (
    <Table caption="Lines as they were known" density="desk">
      <TableHead>
        <HeadCell>Product</HeadCell>
        <HeadCell number>Packs</HeadCell>
        <HeadCell number>Price a pack</HeadCell>
        <HeadCell>Rests on</HeadCell>
        <HeadCell>Stock then</HeadCell>
        <HeadCell number>Net</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((line) => (
          <Row key={line.id}>
            <RowHead>
              {line.product}
              <div className="app-14 app-2">
                {line.packText}
                {line.firstPurchase && ', never bought before'}
              </div>
            </RowHead>
            <Cell label="Packs" number>
              {formatCount(line.packs)}
              {line.usualPacks !== null && <div className="app-14 app-2">usually {formatCount(line.usualPacks)}</div>}
            </Cell>
            <Cell label="Price a pack" number>
              {formatPrice(price(line.price))}
              {line.contractPrice !== null && line.contractPrice !== line.price && (
                <div className="app-14 app-2">contract {formatPrice(price(line.contractPrice))}</div>
              )}
            </Cell>
            <Cell label="Rests on">
              {STATES[line.state] ?? 'Not known'}: {BASES[line.basis] ?? 'no price'}
              <div className="app-14 app-2">{basisOf(line)}</div>
            </Cell>
            <Cell label="Stock then">{stockOf(line)}</Cell>
            <Cell label="Net" number>
              {formatPence(pence(line.net))}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

function basisOf({ contract, source, reason, note, unlicensedApproval }: NamedLine): string {
  const parts: string[] = []
  if (contract) {
    const { reference, lot, buyingGroup, rank, validFrom, validTo } = contract
    const rest = [
      lot && `lot ${lot}`,
      buyingGroup === NATIONAL ? 'national' : buyingGroup,
      rank !== null && `rank ${rank}`,
    ].filter(Boolean)
    parts.push(`${[reference, ...rest].join(', ')}, ${dayOf(validFrom)} to ${dayOf(validTo)}`)
  }
  if (source !== '' && !contract) parts.push(source)
  if (reason !== '') parts.push(offContractWords(reason))
  if (note !== '') parts.push(note)
  if (unlicensedApproval !== '') parts.push(`Approval ${unlicensedApproval}`)
  return parts.length > 0 ? parts.join('. ') : 'Nothing further was kept'
}

function dayOf(day: string): string {
  return isLocalDate(day) ? formatDate(day) : 'no day'
}

function stockOf({ stock, unitName }: NamedLine): string {
  if (!stock) return 'Not kept'
  const used =
    stock.used > 0
      ? `${unitsInWords(stock.used, unitName)} used in ${formatCounted(stock.usageDays, 'day')}`
      : 'no usage'
  const coming = stock.onOrder > 0 ? `, ${unitsInWords(stock.onOrder, unitName)} on order` : ''
  return `${unitsInWords(stock.onHand, unitName)} on the shelf, ${used}${coming}`
}

/** Stock of medicines as the one who decided could see it. */
export function KnownStock({ rows }: { rows: AuditEntryPage['stock'] }) {
  return (
    <Table caption="Stock when it was decided" density="desk">
      <TableHead>
        <HeadCell>Medicine</HeadCell>
        <HeadCell number>On the shelf</HeadCell>
        <HeadCell number>A day</HeadCell>
        <HeadCell number>On other orders</HeadCell>
        <HeadCell number>In other stores</HeadCell>
        <HeadCell number>Ordered</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.vmpId}>
            <RowHead>{row.product}</RowHead>
            <Cell label="On the shelf" number>
              {unitsInWords(row.onHand, row.unitName)}
            </Cell>
            <Cell label="A day" number>
              {row.perDay === null ? 'None used' : unitsInWords(row.perDay, row.unitName)}
            </Cell>
            <Cell label="On other orders" number>
              {unitsInWords(row.onOrder + row.awaiting, row.unitName)}
            </Cell>
            <Cell label="In other stores" number>
              {unitsInWords(row.elsewhere, row.unitName)}
            </Cell>
            <Cell label="Ordered" number>
              {unitsInWords(row.ordered, row.unitName)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
