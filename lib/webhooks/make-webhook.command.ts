import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { settledEvents } from '#lib/events/events.queries.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { whyPrivate } from './address.ts'
import { newSecret, sealSecret } from './secret.ts'
import type { MakeWebhook } from './webhook.schema.ts'

/** A webhook that was made. `secret` is shown now and never again. */
export type MadeWebhook = { webhookId: string; secret: string }

/**
 * Makes a webhook: from now on, each event of the chosen types is told to its address. An address that is plainly private
 * is refused here; names are looked up whenever something is sent. An act that is sent twice is refused with KEY_REUSED
 * rather than showing the secret again.
 */
export async function makeWebhook(act: Act, input: MakeWebhook): Promise<Result<MadeWebhook>> {
  const why = await whyPrivate(new URL(input.url).hostname)
  if (why) return refuse({ code: 'INVALID', errors: [{ field: 'url', message: why }] })
  let secret: string | null = null
  const made = await commit(act, { name: 'makeWebhook', permission: 'webhook.edit' }, input, async (tx) => {
    const id = act.newId()
    const { name, url, types } = input
    secret = newSecret()
    await tx.webhook.create({
      data: {
        ...{ trustId: act.actor.trustId, id, name, url, types },
        sealedSecret: sealSecret(secret, id),
        place: await settledEvents(tx),
        madeBy: act.actor.personId ?? '',
        madeAt: act.now,
      },
    })
    audit(tx, { document: 'webhook', id, verb: 'WEBHOOK_MADE', data: { name, url, types } })
    return ok({ webhookId: id })
  })
  if (!made.ok) return made
  return secret === null ? refuse({ code: 'KEY_REUSED' }) : ok({ ...made.value, secret })
}
