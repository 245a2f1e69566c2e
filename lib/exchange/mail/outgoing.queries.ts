import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { env } from '#lib/env.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { beginningOfOutgoing, listOutgoing, type OutgoingFile, readOutgoing } from './outgoing-folder.ts'
import { type MessagePart, type ReadMessage, readMessage } from './read-message.ts'

/** A message of the outgoing folder in the list. `size` in bytes. */
export type OutgoingListed = OutgoingFile & { subject: string; to: string }

/** The newest messages that were kept because no mail server is set, and how many there are in all. */
export type OutgoingList = { mailServerSet: boolean; all: number; messages: OutgoingListed[] }

const SHOWN = 100

/** The outgoing folder of the actor's organisation, newest first; none for a role that may not look. */
export async function outgoingList(actor: Actor): Promise<OutgoingList> {
  const mailServerSet = env().SMTP_URL !== undefined
  if (!may(actor, 'outgoing.view')) return { mailServerSet, all: 0, messages: [] }
  const files = await listOutgoing(actor.odsCode)
  const messages = await Promise.all(
    files.slice(0, SHOWN).map(async (file) => {
      const { subject, to } = readMessage(await beginningOfOutgoing(actor.odsCode, file.name))
      return { ...file, subject, to }
    }),
  )
  return { mailServerSet, all: files.length, messages }
}

/** A message to be read. `withheld`: what is attached shows prices of patient access schemes, which this role may not see. */
export type ShownMessage = ReadMessage & { withheld: boolean }

/** One message of the actor's organisation to be read; null when it has none of that name. */
export async function outgoingMessage(actor: Actor, name: string): Promise<ShownMessage | null> {
  if (!may(actor, 'outgoing.view')) return null
  const raw = await readOutgoing(actor.odsCode, name)
  if (!raw) return null
  const message = readMessage(raw)
  const withheld = message.attachments.length > 0 && (await isWithheld(actor, message.messageId))
  return withheld ? { ...message, attachments: [], withheld } : { ...message, withheld }
}

/** Whether a message is about an order with a confidential price; what cannot be told counts as one. */
async function isWithheld(actor: Actor, messageId: string): Promise<boolean> {
  if (may(actor, 'price.view') && may(actor, 'price.view_pas')) return false
  if (!may(actor, 'price.view')) return true
  const number = /^<([^.@]+)\./.exec(messageId)?.[1] ?? ''
  const order = await withTrust(actor, (tx) =>
    tx.purchaseOrder.findFirst({ where: { trustId: actor.trustId, number }, select: { confidential: true } }),
  )
  return order?.confidential ?? true
}

/** An attachment of a message, by its place from 0; NOT_FOUND when there is none, NOT_ALLOWED where it is withheld. */
export async function outgoingAttachment(actor: Actor, name: string, place: number): Promise<Result<MessagePart>> {
  const message = await outgoingMessage(actor, name)
  if (message?.withheld) return refuse({ code: 'NOT_ALLOWED', permission: 'price.view_pas' })
  const part = message?.attachments[place]
  return part ? ok(part) : refuse({ code: 'NOT_FOUND', what: 'attachment' })
}
