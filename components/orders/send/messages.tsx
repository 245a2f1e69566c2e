import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList, type SummaryRow } from '#components/ui/summary-list.tsx'
import { CHANNEL_NAMES, KIND_NAMES } from '#lib/orders/order/transmission.status.ts'
import type { SendPage, SentMessage } from '#lib/orders/send/send.queries.ts'
import { formatDateTime, formatWhen } from '#lib/values/format.ts'
import { MessageActs } from './message-acts.tsx'
import { TransmissionTag } from './transmission-tag.tsx'

/** Every message of an order to its supplier, newest first, with what can be done about it. */
export function Messages({
  page,
  trustId,
  maySend,
  now,
}: {
  page: SendPage
  trustId: string
  maySend: boolean
  now: Date
}) {
  return page.messages.map((message) => (
    <Section
      key={message.id}
      id={`message-${message.id}`}
      title={
        <>
          {KIND_NAMES[message.kind]}
          {message.version > 1 && `, version ${message.version}`} <TransmissionTag status={message.status} />
        </>
      }
    >
      {message.status === 'needs_checking' && (
        <Note kind="stop" lead="It may have arrived.">
          The mail server was given this message and the line went dead before it answered. Ask {page.supplier.name}.
          Tincture does not send it again by itself.
        </Note>
      )}
      <SummaryList small rows={particulars(message, now)} />
      {maySend && message.acts.length > 0 && <MessageActs page={page} message={message} trustId={trustId} now={now} />}
    </Section>
  ))
}

function particulars(message: SentMessage, now: Date): SummaryRow[] {
  const email = message.channel === 'email'
  const rows: (SummaryRow | false)[] = [
    { label: 'How', value: CHANNEL_NAMES[message.channel] },
    message.recipient !== '' && { label: email ? 'To' : 'With', value: message.recipient },
    { label: 'Queued', value: formatDateTime(message.queuedAt) },
    message.sentAt !== null && { label: 'Sent', value: formatDateTime(message.sentAt) },
    message.handedAt !== null &&
      message.status === 'needs_checking' && { label: 'Given to the server', value: formatDateTime(message.handedAt) },
    email &&
      message.status !== 'sent' && { label: 'Attempts', value: `${message.attempts} of ${message.attemptsAtMost}` },
    message.status === 'queued' &&
      message.attempts > 0 &&
      message.nextAttemptAt !== null && { label: 'Next try', value: formatWhen(message.nextAttemptAt, now) },
    message.lastError !== '' && message.status !== 'sent' && { label: 'Why not yet', value: message.lastError },
    message.proof !== '' && { label: email ? 'The server said' : 'Written down', value: message.proof },
    message.settledBy !== null && { label: 'By', value: message.settledBy },
    email && { label: 'Message-ID', value: <span className="app-code">{message.messageId}</span> },
  ]
  return rows.filter((row) => row !== false)
}
