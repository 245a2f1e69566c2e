import { z } from 'zod'
import { EVENT_TYPE_LIST } from '#lib/events/event.rules.ts'

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** What is wrong with an address for a webhook: https only, http on this machine alone; no password, no fragment. */
export function whyNotAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) return 'Enter an address, like https://stock.example.nhs.uk/tincture'
  if (url.protocol === 'http:' && !LOCAL.test(url.hostname)) return 'Enter an address that begins with https://'
  if (url.username || url.password) return 'Leave name and password out of the address: every delivery is signed'
  return url.hash ? 'Leave out what follows the #' : null
}

/** A webhook to be made. */
export const makeWebhookForm = z.object({
  name: z
    .string({ error: 'Enter a name, like Stock system' })
    .trim()
    .min(1, 'Enter a name, like Stock system')
    .max(80, 'Shorten the name to 80 characters'),
  url: z
    .string({ error: 'Enter an address' })
    .trim()
    .max(500, 'Shorten the address to 500 characters')
    .superRefine((text, context) => {
      const why = whyNotAddress(text)
      if (why) context.addIssue({ code: 'custom', message: why })
    }),
  types: z.array(z.enum(EVENT_TYPE_LIST), { error: 'Choose at least one event' }).min(1, 'Choose at least one event'),
})

/** A webhook, a delivery. */
export const webhookForm = z.object({ webhookId: z.uuid() })
export const deliveryForm = z.object({ deliveryId: z.uuid() })

export type MakeWebhook = z.output<typeof makeWebhookForm>
export type OneWebhook = z.output<typeof webhookForm>
export type OneDelivery = z.output<typeof deliveryForm>
