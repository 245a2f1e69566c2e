import { Tag, type Tone } from '#components/ui/tag.tsx'
import { type OrderStatus, STATUS_NAMES } from '#lib/orders/order/order.status.ts'

const TONES: Record<OrderStatus, Tone> = {
  draft: 'grey',
  awaiting_approval: 'yellow',
  returned: 'orange',
  rejected: 'red',
  approved: 'blue',
  sent: 'solid',
  closed: 'green',
  cancelled: 'white',
}

/**
 * The status of an order: one tag. Once sent it shows the headline of its lines instead ("Part received"): shown,
 * never stored.
 */
export function StatusTag({ status, headline }: { status: OrderStatus; headline?: string | null }) {
  const derived = status === 'sent' && headline && headline !== 'Sent'
  return <Tag tone={derived ? 'aqua-green' : TONES[status]}>{derived ? headline : STATUS_NAMES[status]}</Tag>
}
