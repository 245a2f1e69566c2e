import 'server-only'
import { z } from 'zod'
import type { Act } from '#lib/access/actor.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { sendMail } from '#lib/jobs/mail.ts'
import { log } from '#lib/log.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { correctedMail } from './corrected-mail.rules.ts'

const job = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  kind: z.enum(['name', 'email']),
  to: z.email(),
  at: z.coerce.date(),
})

/** Tells a person that their name or e-mail address was corrected, at the address the job names; the same message on every try. */
export async function tellCorrected(act: Act, data: Record<string, unknown>): Promise<'sent' | 'gone' | 'refused'> {
  const { id, personId, kind, to, at } = job.parse(data)
  const person = (await withTrust(act.actor, peopleOfTrust)).get(personId)
  if (!person) return 'gone'
  const { PUBLIC_URL, MAIL_FROM } = env()
  const facts = { kind, name: person.name, trust: act.actor.trustName, address: PUBLIC_URL.replace(/\/+$/, '') }
  const messageId = `<corrected.${id}@${domainOf(MAIL_FROM)}>`
  const delivery = await sendMail({ messageId, date: at, to, ...correctedMail(facts) }, act.actor.odsCode)
  if (delivery.outcome === 'accepted' || delivery.outcome === 'unknown') return 'sent'
  if (!delivery.permanent) throw new Error(`The mail server did not take a notice: ${delivery.answer}`)
  log.warn({ job: 'tell-corrected', person: personId, answer: delivery.answer }, 'notice refused for good')
  return 'refused'
}
