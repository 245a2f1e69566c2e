import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import {
  recordManualSendingAction,
  resendOrderAction,
  settleTransmissionAction,
} from '#lib/orders/send/send.actions.ts'
import type { SendPage, SentMessage } from '#lib/orders/send/send.queries.ts'
import { formatDateOf, formatTime } from '#lib/values/format.ts'

/** What a person may do about one message now. */
export function MessageActs({
  page,
  message,
  trustId,
  now,
}: {
  page: SendPage
  message: SentMessage
  trustId: string
  now: Date
}) {
  const common = { trustId, hidden: { number: page.number, transmissionId: message.id } }
  const about = `${message.id} ${message.status}`
  const byHand = message.channel !== 'email'
  return (
    <>
      {message.acts.includes('settle') && (
        <ActionForm action={settleTransmissionAction} act={`settle ${about}`} label="Settle this message" {...common}>
          <Radios
            name="outcome"
            label={`What did ${page.supplier.name} say?`}
            options={[
              { value: 'arrived', label: 'They have it' },
              { value: 'not_arrived', label: 'They do not have it: send it again' },
            ]}
          />
          <Textarea name="how" label="How you found out" hint="Whom you phoned, or where you looked" rows={2} />
          <Button>Settle it</Button>
        </ActionForm>
      )}
      {message.acts.includes('resend') && (
        <ActionForm action={resendOrderAction} act={`resend ${about}`} label="Send this message again" {...common}>
          <Button>Send again to {page.supplier.name}</Button>
        </ActionForm>
      )}
      {message.acts.includes('record') && (
        <ActionForm
          action={recordManualSendingAction}
          act={`record ${about}`}
          label="Write down that you placed it"
          {...common}
        >
          <h3>{byHand ? 'Write down that you placed it' : 'Placed it yourself instead?'}</h3>
          <Radios
            name="channel"
            label="How you placed it"
            layout="inline"
            defaultValue={byHand ? message.channel : undefined}
            options={[
              { value: 'phone', label: 'By phone' },
              { value: 'portal', label: 'In their portal' },
            ]}
          />
          <DateInput name="on" label="Day" defaultValue={formatDateOf(now)} />
          <TextInput name="at" label="Time" hint="Like 2:15pm" defaultValue={formatTime(now)} width={10} />
          <TextInput name="whom" label="Who took it, or which portal" />
          <TextInput name="reference" label="Their reference (optional)" width={20} />
          <Button kind={byHand ? 'main' : 'secondary'}>Record that it was placed</Button>
        </ActionForm>
      )}
    </>
  )
}
