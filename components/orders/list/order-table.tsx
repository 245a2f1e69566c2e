'use client'

import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { StatusTag } from '#components/orders/status-tag.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell, SortHead } from '#components/ui/table-head.tsx'
import type { OrderStatus } from '#lib/orders/order/order.status.ts'
import { type BoxOf, ChooseOrders } from './choose-orders.tsx'

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
  /** The total in pence; null where it is not shown. */
  gross: number | null
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

type OrderTableProps = { rows: OrderTableRow[]; sort: OrderTableSort; caption: string }

/**
 * The order list: sorted, filtered and paged on the server; heads and numbers are links and work without script. `choose`
 * for who may act on several of its orders: what the address filters, and whether there are further pages.
 */
export function OrderTable({
  choose,
  ...list
}: OrderTableProps & { choose?: { query: Readonly<Record<string, string>>; more: boolean } }) {
  if (!choose) return <Orders {...list} box={null} />
  return (
    <ChooseOrders rows={list.rows} {...choose}>
      {(box) => <Orders {...list} box={box} />}
    </ChooseOrders>
  )
}

function Orders({ rows, sort, caption, box }: OrderTableProps & { box: BoxOf }) {
  const table = useTable({ features, columns, data: rows })
  return (
    <Table caption={caption} density="desk" className="app-orders app-gap">
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
          <OrderRow key={id} row={original} box={box?.(original.number)} />
        ))}
      </TableBody>
    </Table>
  )
}

function OrderRow({ row, box }: { row: OrderTableRow; box: ReactNode }) {
  return (
    <Row>
      <RowHead>
        {box}
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
