import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { LoadKind } from '#lib/files/kind.rules.ts'
import { andMore, NEW_ROW_TITLES, type NewRow, newRowKey } from '#lib/files/new-row.rules.ts'
import { formatCount, formatDate, formatMilli, formatPrice } from '#lib/values/format.ts'

/** One column of the new rows: its head, whether it holds numbers, and what stands in it. The first one names the row. */
type Column<R> = { head: string; number?: boolean; of: (row: R) => string }
type Columns = { [K in LoadKind]: Column<Extract<NewRow, { of: K }>>[] }

const COLUMNS: Columns = {
  contracts: [
    { head: 'Product and pack', of: (one) => one.product },
    { head: 'Supplier', of: (one) => one.supplier },
    { head: 'Pack ex VAT', number: true, of: (one) => formatPrice(one.price) },
    { head: 'From', of: (one) => formatDate(one.from) },
    { head: 'To', of: (one) => formatDate(one.to) },
    { head: 'Group', of: (one) => one.buyingGroup },
    { head: 'Contract', of: (one) => one.contract },
  ],
  packs: [
    { head: 'Product and pack', of: (one) => one.product },
    { head: 'Brand and maker', of: (one) => one.make },
    { head: 'Pack id', of: (one) => one.amppId },
    { head: 'Barcode', of: (one) => one.gtin || 'None' },
  ],
  suppliers: [
    { head: 'Supplier', of: (one) => one.name },
    { head: 'Code', of: (one) => one.code },
    { head: 'What is new', of: (one) => one.what },
  ],
  stock: [
    { head: 'Product and pack', of: (one) => one.product },
    { head: 'Store', of: (one) => one.store },
    { head: 'Batch', of: (one) => one.batch || 'Not given' },
    { head: 'Expiry', of: (one) => (one.expiry ? formatDate(one.expiry) : 'Not given') },
    { head: 'Counted', number: true, of: (one) => `${formatMilli(one.unitsMilli)} ${one.unit}` },
  ],
  usage: [
    { head: 'Medicine', of: (one) => one.medicine },
    { head: 'Store', of: (one) => one.store },
    { head: 'Day', of: (one) => formatDate(one.day) },
    { head: 'Units', number: true, of: (one) => formatMilli(one.unitsMilli) },
  ],
  codes: [
    { head: 'Code', of: (one) => one.code },
    { head: 'System', of: (one) => one.system },
    { head: 'Product and pack', of: (one) => one.product },
    { head: 'Pack id', of: (one) => one.amppId },
  ],
  lists: [
    { head: 'Medicine', of: (one) => one.medicine },
    { head: 'Pack', of: (one) => one.pack || 'Every pack' },
    { head: 'List', of: (one) => one.list },
    { head: 'Source', of: (one) => one.source },
    { head: 'From', of: (one) => formatDate(one.from) },
    { head: 'To', of: (one) => (one.to ? formatDate(one.to) : 'Further notice') },
  ],
  formulary: [
    { head: 'Medicine', of: (one) => one.medicine },
    { head: 'Pack', of: (one) => one.pack || 'Every pack' },
    { head: 'Status', of: (one) => one.status },
    { head: 'Criteria', of: (one) => one.criteria || 'None' },
    { head: 'From', of: (one) => formatDate(one.from) },
  ],
}

/** What a file brings that is not here yet: the first of its new rows, and how many more there are. */
export function NewRows({ kind, rows, all }: { kind: LoadKind; rows: readonly NewRow[]; all: number }) {
  const columns = COLUMNS[kind] as Column<NewRow>[]
  const more = andMore(rows.length, all)
  return (
    <>
      <Table caption={NEW_ROW_TITLES[kind]} density="desk">
        <TableHead>
          {columns.map(({ head, number }) => (
            <HeadCell key={head} number={number}>
              {head}
            </HeadCell>
          ))}
          <HeadCell number>Row</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={newRowKey(row)}>
              <RowHead>{columns[0]?.of(row)}</RowHead>
              {columns.slice(1).map(({ head, number, of }) => (
                <Cell key={head} label={head} number={number}>
                  {of(row)}
                </Cell>
              ))}
              <Cell label="Row" number>
                {row.row === null ? 'Several' : formatCount(row.row)}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {more && <p>{more}</p>}
    </>
  )
}
