import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkboxes } from '#components/ui/choices.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { EVENT_TYPE_LIST, EVENT_TYPES } from '#lib/events/event.rules.ts'
import { makeWebhookAction } from '#lib/webhooks/webhooks.actions.ts'

/** Makes a webhook: its name, where it is told, of what. */
export function WebhookForm({ trustId }: { trustId: string }) {
  return (
    <ActionForm action={makeWebhookAction} trustId={trustId} id="make-webhook">
      <TextInput name="name" label="Name" hint="Which system is told, like Stock system" autoComplete="off" />
      <TextInput
        name="url"
        label="Address"
        hint="https, like https://stock.example.nhs.uk/tincture. Redirects are not followed"
        autoComplete="off"
      />
      <Checkboxes
        name="types"
        label="Tell it when"
        layout="columns"
        options={EVENT_TYPE_LIST.map((type) => ({ value: type, label: EVENT_TYPES[type], hint: type }))}
      />
      <Button>Make the webhook</Button>
    </ActionForm>
  )
}
