import type { OrderProgress } from './order.progress.ts'

/** Counts over the lines of an order that count. */
export type LineCounts = { lines: number; complete: number; answered: number; received: boolean }

/** What the tag of a sent order shows, from counts alone: the order list adds them up in the database. */
export function headlineOf({
  lines,
  complete,
  answered,
  received,
}: LineCounts): NonNullable<OrderProgress['headline']> {
  if (lines > 0 && complete === lines && received) return 'Received'
  if (received) return 'Part received'
  return lines > 0 && answered === lines ? 'Acknowledged' : 'Sent'
}
