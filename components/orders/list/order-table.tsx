'use client'

import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import Link from 'next/link'
import { StatusTag } from '#components/orders/status-tag.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell, SortHead } from '#components/ui/table-head.tsx'
import type { OrderStatus } from '#lib/orders/order/order.status.ts'

/** One order as the list shows it: words and formatted amounts, nothing to work out. */
export type OrderTableRow = {
  number: string
  status: OrderStatus
  headline: string | null
  supplier: string
  store: string
  raisedBy: string
  raised: string
  lines: string
  total: string
  progress: string
  late: boolean
  emergency: boolean
}

/** Where each sortable head leads, and which way the list is sorted now. */
export type OrderTableSort = Record<'raised' | 'total', { href: string; sorted?: 'ascending' | 'descending' }>

const features = tableFeatures({})
const column = createColumnHelper<typeof features, OrderTableRow>()
const columns = column.columns([
  column.accessor('number', { header: 'Order' }),
  column.accessor('status', { header: 'Status' }),
  column.accessor('supplier', { header: 'Supplier' }),
  column.accessor('progress', { header: 'Progress' }),
  column.accessor('store', { header: 'Deliver to' }),
  column.accessor('raised', { header: 'Raised' }),
  column.accessor('lines', { header: 'Lines' }),
  column.accessor('total', { header: 'Total with VAT' }),
])

/** The order list: sorted, filtered and paged on the server; heads and numbers are links and work without script. */
export function OrderTable({ rows, sort, caption }: { rows: OrderTableRow[]; sort: OrderTableSort; caption: string }) {
  const table = useTable({ features, columns, data: rows })
  return (
    <Table caption={caption} density="desk">
      <TableHead>
        {table.getHeaderGroups()[0]?.headers.map((header) => {
          const number = header.column.id === 'lines' || header.column.id === 'total'
          const words = String(header.column.columnDef.header)
          const sortable = sort[header.column.id as keyof OrderTableSort]
          return sortable ? (
            <SortHead key={header.id} {...sortable} number={number}>
              {words}
            </SortHead>
          ) : (
            <HeadCell key={header.id} number={number}>
              {words}
            </HeadCell>
          )
        })}
      </TableHead>
      <TableBody>
        {table.getRowModel().rows.map(({ id, original }) => (
          <OrderRow key={id} row={original} />
        ))}
      </TableBody>
    </Table>
  )
}

function OrderRow({ row }: { row: OrderTableRow }) {
  return (
    <Row>
      <RowHead>
        <Link href={`/orders/${row.number}`}>{row.number}</Link>
      </RowHead>
      <Cell label="Status">
        <StatusTag status={row.status} headline={row.headline} />
      </Cell>
      <Cell label="Supplier">{row.supplier}</Cell>
      <Cell label="Progress">
        {row.late ? <Mark shape="late">{row.progress}</Mark> : row.progress}
        {row.emergency && <span className="app-sub">Emergency order</span>}
      </Cell>
      <Cell label="Deliver to">{row.store}</Cell>
      <Cell label="Raised">
        {row.raised}
        <span className="app-sub">{row.raisedBy}</span>
      </Cell>
      <Cell label="Lines" number>
        {row.lines}
      </Cell>
      <Cell label="Total with VAT" number>
        {row.total}
      </Cell>
    </Row>
  )
}
