import type { Actor } from '#lib/access/actor.ts'
import type { Format } from '#lib/documents/spreadsheet.ts'
import type { ListId } from '#lib/lists/list-ids.rules.ts'
import { listById } from '#lib/lists/lists.ts'
import { fileOf } from '#lib/lists/sheet.ts'

/** A list as somebody would take it, whatever its length: the bytes of its file, or the code of the refusal. */
export async function takenList(
  actor: Actor,
  now: Date,
  { list: id, format = 'csv', query = {} }: { list: ListId; format?: Format; query?: Record<string, string> },
): Promise<Buffer | string> {
  const list = listById(id)
  const opened = await list.open(actor, now, query)
  if (!opened.ok) return opened.refusal.code
  const { bytes } = fileOf(format, opened.value, { title: list.title, actor, now })
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}

/** The rows of a list as CSV without its head, cell by cell as they stand in the file; the code of the refusal where it is refused. */
export async function takenRows(
  actor: Actor,
  now: Date,
  list: ListId,
  query: Record<string, string> = {},
): Promise<string[] | string> {
  const file = await takenList(actor, now, { list, query })
  return typeof file === 'string' ? file : file.toString('utf8').trim().split('\r\n').slice(1)
}
