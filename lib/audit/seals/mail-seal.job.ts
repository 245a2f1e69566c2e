import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { outsideName } from '#lib/audit/seals/outside-seal.ts'
import { env } from '#lib/env.ts'
import { sendMail } from '#lib/jobs/mail.ts'
import { log } from '#lib/log.ts'
import { domainOf } from '#lib/orders/order/transmission.rules.ts'
import { formatCounted, formatDate } from '#lib/values/format.ts'
import { newestSeals, sealsAddress } from './outside.queries.ts'

/** What became of a seal's mail: handed over, refused for good, or there is no address or no such seal any more. */
export type SealMailed = 'sent' | 'refused' | 'not_wanted'

/** Days after which a seal that could not be mailed is left to the folder. */
const DAYS = 30

/**
 * Mails one day's seal to the address the trust has set: the code in the text, the seal as a file. The same message on
 * every try. Throws when it should be tried again.
 */
export async function mailSeal(act: Act, day: string): Promise<SealMailed> {
  const to = await sealsAddress(act)
  const seal = (await newestSeals(act, DAYS)).find((one) => one.day === day)
  if (to === null || !seal) return 'not_wanted'
  const { odsCode, trustName } = act.actor
  const { MAIL_FROM } = env()
  const text = [
    `The audit record of ${trustName} (${odsCode}) was sealed for ${formatDate(seal.day)}.`,
    '',
    `It holds ${formatCounted(seal.events, 'entry', 'entries')} in ${formatCounted(seal.chains, 'chain')}. The code over all of it:`,
    seal.code,
    '',
    'Keep this message, with its file, where those who run the database cannot change it. Put the files of several days',
    'into a folder and hold the record against them with: npm run audit:verify -- --seals FOLDER',
    '',
    '-- ',
    `Tincture at ${trustName}.`,
    '',
  ].join('\n')
  const delivery = await sendMail(
    {
      messageId: `<seal.${odsCode}.${seal.day}@${domainOf(MAIL_FROM)}>`,
      date: seal.sealedAt,
      to,
      subject: `Seal of the audit record: ${odsCode}, ${formatDate(seal.day)}`,
      text,
      attachments: [
        { fileName: outsideName(odsCode, seal.day), mediaType: 'application/json', content: Buffer.from(seal.text) },
      ],
    },
    odsCode,
  )
  if (delivery.outcome === 'accepted' || delivery.outcome === 'unknown') return 'sent'
  if (!delivery.permanent) throw new Error(`The mail server did not take a seal: ${delivery.answer}`)
  log.error({ job: 'mail-seal', trust: act.actor.trustId, day, answer: delivery.answer }, 'seal refused for good')
  return 'refused'
}
