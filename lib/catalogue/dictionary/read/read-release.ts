import type { Finding } from '../entry.rules.ts'
import { NEEDED_KINDS, PART_NAMES, type PartKind } from '../format.rules.ts'
import { type EntryBatch, PartEntries } from './part-entries.ts'
import { type ChosenPart, xmlFiles } from './release-files.ts'
import { UnreadableRelease } from './unreadable.ts'
import { xmlItems } from './xml-items.ts'

/** A release to be read: its files as chosen, and the parts of it that were read before. */
export type ReleaseToRead = { files: ChosenPart[]; done: readonly PartKind[] }

/** How far reading has come: bytes of all its XML. */
type Place = { bytes: number; of: number; file: string }

/**
 * A step of reading a release. `known` asks what is known of a kind: it is answered with the rows that `PartEntries.known`
 * takes. `entries` are those that are not known so; `gone` are the ids of what is known and not in the release.
 */
export type ReadStep =
  | ({ what: 'progress' } & Place)
  | ({ what: 'known'; kind: PartKind } & Place)
  | ({ what: 'entries'; kind: PartKind } & EntryBatch & Place)
  | ({
      what: 'end'
      kind: PartKind
      gone: string[]
      entries: number
      items: number
      leftOut: number
      named: Finding[]
    } & Place)

/** How reading ended: what keeps the release from being one (null: nothing), and what its files are called. */
export type ReadEnd = { problem: string | null; names: string[] }

/** Of a part's items so many may be left out before the whole release counts as damaged: one in a thousand, or so many. */
const LEFT_OUT = { share: 1000, few: 20 } as const

const TOLD_EVERY = 4_000_000

/** Reads a release file by file; each part in its entries, then its end. */
export async function* readRelease({ files, done }: ReleaseToRead): AsyncGenerator<ReadStep, ReadEnd, string | null> {
  const names: string[] = []
  try {
    const all = await xmlFiles(files)
    const of = all.reduce((sum, file) => sum + file.size, 0)
    const seen = new Map<PartKind, string>()
    let before = 0
    for (const file of all) {
      names.push(file.name)
      const place = (read: number): Place => ({ bytes: before + read, of, file: file.name })
      const box: { part: PartEntries | null } = { part: null }
      let told = 0
      const reading = xmlItems(file.name, file.pieces(), {
        root: (kind) => {
          const other = seen.get(kind)
          if (other)
            throw new UnreadableRelease(
              `${other} and ${file.name} both hold ${PART_NAMES[kind]}. Choose the files of one release.`,
            )
          seen.set(kind, file.name)
          if (done.includes(kind)) return 'skip'
          box.part = new PartEntries(kind)
          return 'read'
        },
        item: (group, item, fields) => box.part?.take(group, item, fields),
      })
      for await (const read of reading) {
        if (read - told < TOLD_EVERY) continue
        told = read
        yield { what: 'progress', ...place(read) }
      }
      before += file.size
      const { part } = box
      if (!part) continue
      const { kind, leftOut, named, items, size } = part
      if (leftOut > Math.max(LEFT_OUT.few, items / LEFT_OUT.share)) {
        throw new UnreadableRelease(
          `${file.name} is damaged: ${leftOut} of its ${items} entries cannot be right. The first: ${named[0]?.what ?? ''}.`,
        )
      }
      const gone = part.known((yield { what: 'known', kind, ...place(0) }) ?? '')
      for (const batch of part.batches()) yield { what: 'entries', kind, ...batch, ...place(0) }
      yield { what: 'end', kind, gone, entries: size, items, leftOut, named, ...place(0) }
    }
    const missing = NEEDED_KINDS.filter((kind) => !seen.has(kind))
    if (missing.length > 0) {
      const what = missing.map((kind) => PART_NAMES[kind]).join(', ')
      return { problem: `It is not a whole release: there is no file with ${what}.`, names }
    }
    return { problem: null, names }
  } catch (fault) {
    if (fault instanceof UnreadableRelease) return { problem: fault.message, names }
    throw fault
  }
}
