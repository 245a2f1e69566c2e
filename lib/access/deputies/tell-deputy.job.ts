import 'server-only'
import { z } from 'zod'
import type { Act } from '#lib/access/actor.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { sendMail } from '#lib/jobs/mail.ts'
import { log } from '#lib/log.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { deputyMail } from './deputy-mail.rules.ts'

const job = z.object({
  id: z.string(),
  kind: z.enum(['deputy_named', 'deputy_proposed']),
  personId: z.string(),
  at: z.coerce.date(),
})

/** Whether somebody was told, or why not: it is over or decided, or they have left. */
export type DeputyTold = 'sent' | 'settled' | 'refused'

/**
 * Tells a deputy, the person they stand in for, or who is asked to agree, by e-mail, as it stands now. The same message
 * on every try; opening its link decides nothing. Throws when it should be tried again.
 */
export async function tellDeputy(act: Act, data: Record<string, unknown>): Promise<DeputyTold> {
  const { id, kind, personId, at } = job.parse(data)
  const found = await withTrust(act.actor, async (tx) => {
    const row = await tx.deputising.findFirst({ where: { trustId: act.actor.trustId, id } })
    const people = await peopleOfTrust(tx)
    const to = people.get(personId)
    const wanted = kind === 'deputy_proposed' ? 'asked' : 'agreed'
    if (!row || !to || to.former || row.state !== wanted || row.endedAt || row.untilAt <= act.now) return null
    return {
      row,
      to,
      names: { person: nameOf(people, row.forPerson), deputy: row.deputy && nameOf(people, row.deputy) },
    }
  })
  if (!found) return 'settled'
  const { row, to, names } = found
  const { PUBLIC_URL, MAIL_FROM } = env()
  const words = deputyMail({
    ...{ kind, ...names, name: to.name, trust: act.actor.trustName, from: row.fromAt, until: row.untilAt },
    ...{ reason: row.reason, isDeputy: row.deputy === to.id, address: PUBLIC_URL.replace(/\/+$/, '') },
  })
  const messageId = `<deputy.${row.id}.${kind}.${personId}@${domainOf(MAIL_FROM)}>`
  const delivery = await sendMail({ messageId, date: at, to: to.email, ...words }, act.actor.odsCode)
  if (delivery.outcome === 'accepted' || delivery.outcome === 'unknown') return 'sent'
  if (!delivery.permanent) throw new Error(`The mail server did not take a notice: ${delivery.answer}`)
  log.warn({ job: 'tell-deputy', about: id, answer: delivery.answer }, 'notice refused for good')
  return 'refused'
}
