import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { OWNERS, PACK_COLUMNS, type PackRow, packOf, packsByIds } from '#lib/catalogue/pack.queries.ts'
import type { DictionaryPack } from '#lib/catalogue/pack.rules.ts'
import { couldBeMisspelt, meantBy } from '#lib/catalogue/spelling.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import type { AskedWords, KnownWords } from '#lib/files/by-words.rules.ts'
import { loadById } from '#lib/files/load.store.ts'
import type { LoadView } from '#lib/files/loads.queries.ts'
import { exactPack, type LikelyPack, likelyPacks, tellingOf } from './likely-packs.rules.ts'

/** Words that are asked about, with the packs they may mean; `exact` the one that is the same in every respect, where there is one. */
export type AskedPack = AskedWords & { likely: LikelyPack[]; exact: string | null }

/** Words of which somebody said what they mean, with the pack, who and when; the pack is null where it is gone. */
export type KnownPack = KnownWords & { pack: DictionaryPack | null; by: string; at: Date | null }

/** What a file's words are asked about, and what is known of them. */
export type PacksMeant = { askedCount: number; asked: AskedPack[]; knownCount: number; known: KnownPack[] }

/** The packs that are held against some words at most: a medicine of more has lines that say more than its name. */
const MOST_HELD = 20_000

/** Words near one that no pack has. */
const NEAR_WORDS = 60

/** Which packs the words of a file may mean, and which they are known to; null where it names none by words, or is not theirs to load. */
export async function packsMeant(actor: Actor, load: Pick<LoadView, 'report' | 'mine'>): Promise<PacksMeant | null> {
  const { byWords } = load.report
  if (!byWords || !load.mine) return null
  return withTrust(actor, async (tx) => {
    const packs = await packsNamed(tx, actor, byWords.asked.flatMap(tellingOf))
    const asked = byWords.asked.map((words): AskedPack => {
      const likely = likelyPacks(words, packs)
      return { ...words, likely, exact: exactPack(likely)?.amppId ?? null }
    })
    const known = await knownOf(tx, actor, byWords.known)
    const { askedCount, knownCount } = byWords
    return { askedCount, asked, knownCount, known }
  })
}

/** The packs of a file of the actor's trust that are known by words alone, for who looks through what it changes; none known = null. */
export async function packsKnown(
  actor: Actor,
  loadId: string,
): Promise<Pick<PacksMeant, 'known' | 'knownCount'> | null> {
  return withTrust(actor, async (tx) => {
    const byWords = (await loadById(tx, loadId))?.report?.byWords
    if (!byWords || byWords.knownCount === 0) return null
    return { knownCount: byWords.knownCount, known: await knownOf(tx, actor, byWords.known) }
  })
}

/** Packs whose medicine or brand begins with one of these words, or with one near it where no pack is called so. */
async function packsNamed(tx: Tx, actor: Actor, telling: readonly string[]): Promise<DictionaryPack[]> {
  const typed = [...new Set(telling)]
  if (typed.length === 0) return []
  const doubtful = typed.filter(couldBeMisspelt)
  const near = await tx.$queryRaw<{ typed_word: string; word: string }[]>`
    SELECT typed_word, word FROM near_words(${doubtful}::text[], ${NEAR_WORDS}::int)`
  const meant = [...Map.groupBy(near, (row) => row.typed_word)].flatMap(([word, rows]) =>
    meantBy(
      word,
      rows.map((row) => row.word),
    ),
  )
  const words = [...new Set([...typed, ...meant].flatMap((word) => [word, `${word}s`]))]
  const rows = await tx.$queryRaw<PackRow[]>`
    SELECT DISTINCT ON (p.ampp_id) ${PACK_COLUMNS} FROM pack p
    WHERE p.owner_id = ANY (${OWNERS})
      AND (split_part(p.search, ' ', 2) = ANY (${words}::text[]) OR lower(split_part(p.brand, ' ', 1)) = ANY (${words}::text[]))
    ORDER BY p.ampp_id, p.owner_id = ${actor.trustId}::uuid DESC LIMIT ${MOST_HELD}::int`
  return rows.map(packOf)
}

async function knownOf(tx: Tx, actor: Actor, known: readonly KnownWords[]): Promise<KnownPack[]> {
  if (known.length === 0) return []
  const packs = await packsByIds(
    tx,
    actor,
    known.map((one) => one.amppId),
  )
  const choices = await tx.packByWords.findMany({
    where: { id: { in: known.map((one) => one.choiceId) } },
    select: { id: true, saidBy: true, saidAt: true },
  })
  const people = await peopleOfTrust(tx)
  const byId = new Map(choices.map((one) => [one.id, one]))
  return known.map((one) => {
    const choice = byId.get(one.choiceId)
    const by = choice ? nameOf(people, choice.saidBy) : ''
    return { ...one, pack: packs.get(one.amppId) ?? null, by, at: choice?.saidAt ?? null }
  })
}
