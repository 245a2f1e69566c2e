import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
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

/** One message of the actor's organisation to be read; null when it has none of that name. */
export async function outgoingMessage(actor: Actor, name: string): Promise<ReadMessage | null> {
  if (!may(actor, 'outgoing.view')) return null
  const raw = await readOutgoing(actor.odsCode, name)
  return raw && readMessage(raw)
}

/** An attachment of a message, by its place from 0; NOT_FOUND when there is none. */
export async function outgoingAttachment(actor: Actor, name: string, place: number): Promise<Result<MessagePart>> {
  const message = await outgoingMessage(actor, name)
  const part = message?.attachments[place]
  return part ? ok(part) : refuse({ code: 'NOT_FOUND', what: 'attachment' })
}
