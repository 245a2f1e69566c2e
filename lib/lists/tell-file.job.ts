import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { sendMail } from '#lib/jobs/mail.ts'
import { log } from '#lib/log.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { formatCounted, formatDateOf } from '#lib/values/format.ts'

/** Whether somebody was told, or why not: the file is gone, or they have left. */
export type FileTold = 'sent' | 'gone' | 'refused'

/**
 * Tells who asked for a file that it is ready, without anything of what stands in it. The same message on every try.
 * Throws when it should be tried again.
 */
export async function tellFile(act: Act, id: string): Promise<FileTold> {
  const found = await withTrust(act.actor, async (tx) => {
    const file = await tx.listFile.findFirst({ where: { trustId: act.actor.trustId, id, state: 'ready' } })
    const person = file ? (await peopleOfTrust(tx)).get(file.askedBy) : undefined
    return file && person && !person.former ? { file, person } : null
  })
  if (!found) return 'gone'
  const { file, person } = found
  const { PUBLIC_URL, MAIL_FROM } = env()
  const text = [
    `${person.name},`,
    '',
    `The file you asked for is ready: ${file.title}, ${formatCounted(file.rowCount, 'row')}. It is kept until ${formatDateOf(file.keptUntil)}.`,
    '',
    'Sign in and take it:',
    `${PUBLIC_URL.replace(/\/+$/, '')}/files`,
    '',
    '-- ',
    `Tincture at ${act.actor.trustName}.`,
    '',
  ].join('\n')
  const messageId = `<file.${file.id}@${domainOf(MAIL_FROM)}>`
  const mail = {
    messageId,
    date: file.endedAt ?? act.now,
    to: person.email,
    subject: `Your file is ready: ${file.title}`,
    text,
  }
  const delivery = await sendMail(mail, act.actor.odsCode)
  if (delivery.outcome === 'accepted' || delivery.outcome === 'unknown') return 'sent'
  if (!delivery.permanent) throw new Error(`The mail server did not take a notice: ${delivery.answer}`)
  log.warn({ job: 'tell-file', file: id, answer: delivery.answer }, 'notice refused for good')
  return 'refused'
}
