import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { env } from '#lib/env.ts'

/*
 * Where messages go when no mail server is set: DATA_DIR/outgoing/<ODS code>/<Message-ID>.eml. Nobody gets them; the
 * app shows them. Each organisation has a folder of its own and is never shown another's.
 */

const SAFE = /^[A-Za-z0-9][A-Za-z0-9@._+-]{0,200}$/

function folderOf(ods: string): string {
  if (!/^[A-Z0-9]{3,6}$/.test(ods)) throw new RangeError(`${JSON.stringify(ods)} is no ODS code`)
  return path.resolve(env().DATA_DIR, 'outgoing', ods)
}

/** The file name of a message, from its Message-ID: letters, digits and @ . _ + - only. */
export function outgoingName(messageId: string): string {
  const name = messageId.replace(/^<|>$/g, '').replace(/[^A-Za-z0-9@._+-]/g, '_')
  if (!SAFE.test(name)) throw new RangeError(`${JSON.stringify(messageId)} makes no file name`)
  return `${name}.eml`
}

/**
 * Puts a message into an organisation's outgoing folder: whole or not at all, and once, however often it is asked, as
 * the name comes from the Message-ID and a message keeps its bytes. Answers the file's name.
 */
export async function putOutgoing(ods: string, messageId: string, raw: Uint8Array): Promise<string> {
  const folder = folderOf(ods)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = outgoingName(messageId)
  const draft = path.join(folder, `.${name}.${process.pid}.${crypto.randomUUID()}`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(raw)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path.join(folder, name))
  return name
}

/** A message of the outgoing folder, as its file stands. */
export type OutgoingFile = { name: string; size: number; at: Date }

/** The messages of an organisation's outgoing folder, newest first; empty when there is no folder yet. */
export async function listOutgoing(ods: string): Promise<OutgoingFile[]> {
  const folder = folderOf(ods)
  const names = await readdir(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return []
    throw fault
  })
  const files = await Promise.all(
    names.filter(isMessage).map(async (name) => {
      const { size, mtime } = await stat(path.join(folder, name))
      return { name, size, at: mtime }
    }),
  )
  return files.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.name < b.name ? 1 : -1))
}

/** The first bytes of one message: enough for its head. */
export async function beginningOfOutgoing(ods: string, name: string, bytes = 4096): Promise<Uint8Array> {
  const file = await open(path.join(folderOf(ods), name), 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The bytes of one message, or null when this organisation has none of that name. */
export async function readOutgoing(ods: string, name: string): Promise<Buffer | null> {
  if (!isMessage(name)) return null
  return readFile(path.join(folderOf(ods), name)).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return null
    throw fault
  })
}

function isMessage(name: string): boolean {
  return name.endsWith('.eml') && SAFE.test(name)
}
