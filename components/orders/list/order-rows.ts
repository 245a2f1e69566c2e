import { HIDDEN_WORDS } from '#lib/contracts/sight.rules.ts'
import { headlineOf } from '#lib/orders/order/headline.rules.ts'
import type { OrderListRow } from '#lib/orders/track/order-list.queries.ts'
import { formatCount, formatCounted, formatPence, formatWhen } from '#lib/values/format.ts'
import type { OrderTableRow } from './order-table.tsx'

/** A row of the query in the words of the screen. */
export function orderTableRow(row: OrderListRow, now: Date): OrderTableRow {
  const when = formatWhen(row.raisedAt, now)
  return {
    number: row.number,
    status: row.status,
    headline: row.status === 'sent' ? headlineOf(row.progress) : null,
    supplier: row.supplier,
    store: row.store,
    raisedBy: row.raisedBy,
    raised: `${when.charAt(0).toUpperCase()}${when.slice(1)}`,
    lines: formatCount(row.lines),
    total: row.gross === null ? HIDDEN_WORDS[row.hidden ?? 'role'] : formatPence(row.gross),
    gross: row.gross,
    progress: progressWords(row),
    late: row.status === 'sent' && row.progress.late > 0,
    emergency: row.emergency,
  }
}

function progressWords({ status, progress }: OrderListRow): string {
  if (status === 'closed') return `${formatCounted(progress.complete, 'line')} complete`
  if (status === 'cancelled') return 'Cancelled'
  if (status !== 'sent') return 'Not sent'
  if (progress.late > 0) return `${formatCounted(progress.late, 'line')} late`
  if (progress.received) return `${progress.complete} of ${formatCounted(progress.lines, 'line')} complete`
  if (progress.answered > 0) return `${progress.answered} of ${formatCounted(progress.lines, 'line')} answered`
  return 'No answer yet'
}
