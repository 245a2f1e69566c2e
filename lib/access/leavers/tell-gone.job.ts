import 'server-only'
import { z } from 'zod'
import type { Act } from '#lib/access/actor.ts'
import { isRole } from '#lib/access/roles.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { sendMail } from '#lib/jobs/mail.ts'
import { log } from '#lib/log.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { isLocalDate } from '#lib/values/dates.ts'
import { goneMail } from './gone-mail.rules.ts'

const job = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  who: z.uuid(),
  by: z.uuid(),
  kind: z.enum(['left', 'leaves', 'lost']),
  roles: z.string(),
  from: z.string().optional(),
  at: z.coerce.date(),
})

/** Tells an administrator or approver who was taken away by one administrator alone; the same message on every try. */
export async function tellGone(act: Act, data: Record<string, unknown>): Promise<'sent' | 'gone' | 'refused'> {
  const { id, personId, who, by, kind, roles, from, at } = job.parse(data)
  const people = await withTrust(act.actor, peopleOfTrust)
  const to = people.get(personId)
  if (!to || to.former) return 'gone'
  const { PUBLIC_URL, MAIL_FROM } = env()
  const words = goneMail({
    ...{
      kind,
      name: to.name,
      person: personId === who ? null : nameOf(people, who),
      by: nameOf(people, by),
      trust: act.actor.trustName,
    },
    roles: roles.split(' ').filter(isRole),
    from: from !== undefined && isLocalDate(from) ? from : null,
    link: `${PUBLIC_URL.replace(/\/+$/, '')}/settings${personId === who ? '' : `/people/${who}`}`,
  })
  const messageId = `<gone.${id}@${domainOf(MAIL_FROM)}>`
  const delivery = await sendMail({ messageId, date: at, to: to.email, ...words }, act.actor.odsCode)
  if (delivery.outcome === 'accepted' || delivery.outcome === 'unknown') return 'sent'
  if (!delivery.permanent) throw new Error(`The mail server did not take a notice: ${delivery.answer}`)
  log.warn({ job: 'tell-gone', about: who, answer: delivery.answer }, 'notice refused for good')
  return 'refused'
}
