import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { inParts } from '#lib/db/in-parts.ts'
import { type AskedWords, type PackWords, wordsKey, wordsLine } from '#lib/files/by-words.rules.ts'
import { type FileLoad, loadToMove, sha256 } from '#lib/files/load.store.ts'
import { type Result, refuse } from '#lib/result.ts'

/** What somebody said that words of a source mean, by `wordsKey`; words of which nobody has are left out. */
export async function choicesOf(
  tx: Tx,
  source: string,
  words: readonly PackWords[],
): Promise<Map<string, { amppId: string; choiceId: string }>> {
  const keys = new Map(words.map((one) => [wordsKey(one), '']))
  for (const key of keys.keys()) keys.set(key, sha256(key))
  const found = new Map<string, { amppId: string; choiceId: string }>()
  for (const part of inParts([...keys.values()])) {
    const rows = await tx.$queryRaw<{ id: string; words_sha256: string; ampp_id: string }[]>`
      SELECT id, words_sha256, ampp_id FROM pack_by_words
      WHERE source = ${source} AND words_sha256 = ANY (${part}::text[]) AND undone_at IS NULL`
    for (const row of rows) found.set(row.words_sha256, { amppId: row.ampp_id, choiceId: row.id })
  }
  return new Map(
    [...keys].flatMap(([key, hash]) => {
      const one = found.get(hash)
      return one ? [[key, one] as const] : []
    }),
  )
}

/** Keeps what words of a file's source mean. False when somebody said another pack of some of them meanwhile. */
export async function keepChoices(
  tx: Tx,
  act: Act,
  load: FileLoad,
  said: readonly { words: AskedWords; amppId: string }[],
): Promise<boolean> {
  const source = load.source ?? ''
  await tx.packByWords.createMany({
    data: said.map(({ words, amppId }) => ({
      ...{ trustId: act.actor.trustId, id: act.newId(), source, amppId, loadId: load.id, sourceRow: words.row },
      ...{ wordsSha256: sha256(wordsKey(words)), words: wordsLine(words) },
      ...{ saidBy: personOf(act.actor), saidAt: act.now },
    })),
    skipDuplicates: true,
  })
  const kept = await choicesOf(
    tx,
    source,
    said.map(({ words }) => words),
  )
  return said.every(({ words, amppId }) => kept.get(wordsKey(words))?.amppId === amppId)
}

/**
 * A contract file of which it can be said what its words mean. Refuses FILE_GONE where there is none, or none that is looked
 * through; NOT_ALLOWED; CHANGED_MEANWHILE where it was checked anew since it was shown.
 */
export async function fileToSay(
  tx: Tx,
  act: Act,
  seen: { loadId: string; version: number },
): Promise<Result<FileLoad>> {
  const found = await loadToMove(tx, act.actor, seen.loadId)
  if (!found.ok) return found
  const { kind, state, version } = found.value
  if (kind !== 'contracts') return refuse({ code: 'FILE_GONE' })
  const looked = state === 'ready' || state === 'faulty'
  return looked && version === seen.version ? found : refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
}
