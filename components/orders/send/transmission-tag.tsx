import { Tag, type Tone } from '#components/ui/tag.tsx'
import { TRANSMISSION_NAMES, type TransmissionStatus } from '#lib/orders/order/transmission.status.ts'

const TONES: Record<TransmissionStatus, Tone> = {
  queued: 'grey',
  sending: 'blue',
  sent: 'solid',
  failed: 'red',
  needs_checking: 'red',
  withdrawn: 'white',
}

/** The status of one message to a supplier. */
export function TransmissionTag({ status }: { status: TransmissionStatus }) {
  return <Tag tone={TONES[status]}>{TRANSMISSION_NAMES[status]}</Tag>
}
