import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import { env } from '#lib/env.ts'
import { putOutgoing } from '#lib/exchange/mail/outgoing-folder.ts'
import { type Delivery, deliverBySmtp } from './smtp.ts'

export type { Delivery } from './smtp.ts'

/** A message to one address, in plain text with attachments. `messageId` with its angle brackets. */
export type Mail = {
  messageId: string
  /** The Date of its head: the same on every try. */
  date: Date
  to: string
  replyTo?: { name: string; address: string } | null
  subject: string
  text: string
  /** The same as `text`, for those who read HTML. */
  html?: string
  attachments?: readonly { fileName: string; mediaType: string; content: Uint8Array }[]
}

/**
 * The message as it goes over the line. The same mail gives the same bytes, so that a second try is the same message:
 * boundaries come from the Message-ID, the date from the mail.
 */
export async function composeMail(mail: Mail): Promise<Buffer> {
  const boundary = createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24)
  const composer = new MailComposer({
    messageId: mail.messageId,
    date: mail.date,
    from: env().MAIL_FROM,
    to: { name: '', address: mail.to },
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: (mail.attachments ?? []).map(({ fileName, mediaType, content }) => ({
      filename: fileName,
      contentType: mediaType,
      content: Buffer.from(content),
    })),
    baseBoundary: boundary,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/**
 * Hands a composed message over: to the mail server of SMTP_URL, or into the outgoing folder of the organisation
 * (`ods`), where a second time changes nothing. `handOver` is asked just before a server is given the data and must
 * answer true for anything to leave; the folder does not ask, as nothing about it can stay unknown.
 */
export async function deliverMail(
  raw: Uint8Array,
  mail: Pick<Mail, 'messageId' | 'to'>,
  ods: string,
  handOver: () => Promise<boolean> = async () => true,
): Promise<Delivery> {
  const { SMTP_URL, MAIL_FROM, SEND_LEASE_SECONDS } = env()
  if (SMTP_URL === undefined) {
    const name = await putOutgoing(ods, mail.messageId, raw)
    return { outcome: 'accepted', answer: `Kept in the outgoing folder as ${name}: no mail server is set` }
  }
  const from = /<([^<>\s]+)>\s*$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM.trim()
  return deliverBySmtp(SMTP_URL, { from, to: mail.to }, raw, handOver, Math.max(1, SEND_LEASE_SECONDS - 5))
}

/** Composes and hands over a message for which a second arrival does no harm, such as a notice. */
export async function sendMail(mail: Mail, ods: string): Promise<Delivery> {
  return deliverMail(await composeMail(mail), mail, ods)
}
