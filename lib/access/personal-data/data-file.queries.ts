import 'server-only'
import { Zip, ZipDeflate } from 'fflate'
import type { Actor } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { atOnce } from '#lib/lists/list-file.ts'
import { KEPT, KEPT_OUTSIDE } from './kept.rules.ts'
import { type KeptRow, keptRows } from './kept-rows.queries.ts'

const encoder = new TextEncoder()

/**
 * Everything that a trust keeps about one person, as the bytes of a ZIP that are made while they are asked for: a file of
 * JSON for each kind, and at last `contents.json`, which says what each is and how many rows it has. Nothing is cut.
 */
export async function* dataFile(
  maker: Actor,
  { personId, now, made }: { personId: string; now: Date; made: { rows: number } },
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  let fault: Error | null = null
  const zip = new Zip((error, part) => {
    fault ??= error
    if (part?.length) ready.push(part)
  })
  function* take(): Generator<Uint8Array> {
    if (fault) throw fault
    yield* ready.splice(0)
  }
  const contents: { file: string; says: string; rows: number }[] = []
  for await (const { file, says, batches } of kindsOf(maker, personId)) {
    const entry = new ZipDeflate(`${file}.json`)
    entry.mtime = now
    zip.add(entry)
    let rows = 0
    for await (const batch of batches) {
      if (batch.length === 0) continue
      const text = batch.map((row, n) => `${rows + n === 0 ? '' : ',\n'}${JSON.stringify(row)}`).join('')
      entry.push(encoder.encode(rows === 0 ? `[\n${text}` : text))
      rows += batch.length
      made.rows += batch.length
      yield* take()
    }
    entry.push(encoder.encode(rows === 0 ? '[]\n' : '\n]\n'), true)
    contents.push({ file: `${file}.json`, says, rows })
    yield* take()
  }
  const last = new ZipDeflate('contents.json')
  last.mtime = now
  zip.add(last)
  const { trustName, odsCode } = maker
  const keptBy = { name: trustName, odsCode }
  last.push(encoder.encode(`${JSON.stringify({ keptBy, takenAt: now.toISOString(), contents }, null, 2)}\n`), true)
  zip.end()
  yield* take()
}

type Kind = { file: string; says: string; batches: AsyncIterable<readonly KeptRow[]> }

/** What stands outside the trust's tables is read at once: sign-ins are the most of it, and are forgotten in time. */
async function* kindsOf(maker: Actor, personId: string): AsyncGenerator<Kind> {
  const outside = await withTrust(
    maker,
    (tx) => tx.$queryRaw<{ kind: string; kept: KeptRow }[]>`
      SELECT kind, kept FROM identity.kept_about(${personId}::uuid)`,
  )
  for (const [file, { says }] of Object.entries(KEPT_OUTSIDE)) {
    const rows = outside.flatMap(({ kind, kept }) => (kind === file ? [kept] : []))
    yield { file, says, batches: atOnce(async () => rows) }
  }
  for (const kind of KEPT) yield { file: kind.file, says: kind.says, batches: keptRows(maker, kind, personId) }
}
