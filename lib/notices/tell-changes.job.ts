import 'server-only'
import { z } from 'zod'
import { type Act, inNameOf } from '#lib/access/actor.ts'
import { agreeMail, changesMail } from '#lib/contracts/changes/changes-mail.rules.ts'
import type { Totals } from '#lib/contracts/changes/effect.rules.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { sendMail } from '#lib/jobs/mail.ts'
import { log } from '#lib/log.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { storedDate } from '#lib/values/dates.ts'

const job = z.object({
  id: z.string(),
  owner: z.string(),
  personId: z.string(),
  kind: z.enum(['agree', 'told']).default('told'),
})

/** Whether somebody was told, or why not: it is settled or taken back, or they have left. */
export type ChangesTold = 'sent' | 'settled' | 'refused'

/**
 * Writes to a buyer what an agreed catalogue changes, or to a second person that one waits for them, as it stands now. The
 * same message on every try; opening its link decides nothing. Throws when it should be tried again.
 */
export async function tellChanges(act: Act, data: Record<string, unknown>): Promise<ChangesTold> {
  const asked = job.parse(data)
  const { PUBLIC_URL, MAIL_FROM } = env()
  const link = `${PUBLIC_URL.replace(/\/+$/, '')}/contracts/changes/${asked.id}`
  const found = await withTrust(act.actor, async (tx) => {
    const people = await peopleOfTrust(tx)
    const person = people.get(asked.personId)
    const set = await tx.contractChangeSet.findFirst({ where: { ownerId: asked.owner, loadId: asked.id } })
    if (!person || person.former || !set || set.undoneAt) return null
    const common = { name: person.name, trust: act.actor.trustName, fileName: set.fileName, link }
    const days = { firstOn: storedDate(set.firstOn), lastOn: storedDate(set.lastOn) }
    if (asked.kind === 'agree') {
      const load = await tx.fileLoad.findFirst({ where: { id: asked.id, state: 'proposed' } })
      if (!load) return null
      return { person, mail: agreeMail({ ...common, ...days, by: nameOf(people, load.proposedBy), lines: set.lines }) }
    }
    const weighing = await tx.contractWeighing.findFirst({ where: { ownerId: asked.owner, loadId: asked.id } })
    if (!weighing || !set.agreedAt) return null
    const totals = weighing.totals as unknown as Totals
    const sight = sightOf(inNameOf(act.actor, person))
    const sum = sight.prices && (sight.pas || !totals.confidential) ? totals.sum : null
    return { person, mail: changesMail({ ...common, ...days, by: set.ownerName, totals, sum }) }
  })
  if (!found) return 'settled'
  const messageId = `<changes.${asked.id}.${asked.kind}.${asked.personId}@${domainOf(MAIL_FROM)}>`
  const delivery = await sendMail(
    { messageId, date: act.now, to: found.person.email, ...found.mail },
    act.actor.odsCode,
  )
  if (delivery.outcome === 'accepted' || delivery.outcome === 'unknown') return 'sent'
  if (!delivery.permanent) throw new Error(`The mail server did not take a notice: ${delivery.answer}`)
  log.warn({ job: 'tell-changes', about: asked.id, answer: delivery.answer }, 'notice refused for good')
  return 'refused'
}
