'use server'

import { action } from '#lib/action.ts'
import { makeWebhook } from './make-webhook.command.ts'
import { replayDelivery } from './replay-delivery.command.ts'
import { startWebhook } from './start-webhook.command.ts'
import { stopWebhook } from './stop-webhook.command.ts'
import { deliveryForm, makeWebhookForm, webhookForm } from './webhook.schema.ts'

export const makeWebhookAction = action({
  id: 'makeWebhook',
  schema: makeWebhookForm,
  run: makeWebhook,
  done: ({ secret }) => ({
    message: `What happens from now on is told. Copy the secret now, it is not shown again: ${secret}`,
  }),
})

export const stopWebhookAction = action({
  id: 'stopWebhook',
  schema: webhookForm,
  run: stopWebhook,
  done: ({ webhookId }) => ({ redirectTo: `/settings/webhooks/${webhookId}?saved=stopped` }),
})

export const startWebhookAction = action({
  id: 'startWebhook',
  schema: webhookForm,
  run: startWebhook,
  done: ({ webhookId }) => ({ redirectTo: `/settings/webhooks/${webhookId}?saved=started` }),
})

export const replayDeliveryAction = action({
  id: 'replayDelivery',
  schema: deliveryForm,
  run: replayDelivery,
  done: ({ webhookId }) => ({ redirectTo: `/settings/webhooks/${webhookId}?saved=replayed` }),
})
