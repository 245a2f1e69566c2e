import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import {
  type KeptChange,
  keepChanges,
  keepGone,
  packsHere,
  packsToCompare,
  parentsOf,
  type ToCompare,
} from './compare.store.ts'
import { barcodesOf, type Finding } from './entry.rules.ts'
import { keepMoved } from './moved.store.ts'
import {
  type Change,
  changeOf,
  type DictionaryPack,
  differences,
  type Particular,
  packOf,
  unknownCodes,
} from './pack-of.rules.ts'
import { type Mine, NO_REPORT, type Release, type ReleaseReport, tellProgress, withFindings } from './release.store.ts'

const AT_ONCE = 5000

const NAMED = 50

/** What a release changes of the packs as they stand: its report, and the number of the release it was held against. */
export type Compared = { report: ReleaseReport; comparedWith: string | null }

/**
 * Finds what making a release current would change of the packs, and keeps it, pack by pack. Begins anew each time. Null when
 * the run may not go on.
 */
export async function compareRelease(act: Act, release: Release, mine: Mine): Promise<Compared | null> {
  const { actor } = act
  const base = await withTrust(actor, async (tx) => {
    await tx.dictionaryChange.deleteMany({ where: { ownerId: actor.trustId, releaseId: release.id } })
    return tx.dictionaryRelease.findFirst({ where: { ownerId: actor.trustId, state: 'current' } })
  })
  const expected = release.parts.ampp?.entries ?? 0
  const counts = { added: 0, changed: 0, ended: 0, moved: 0, unchanged: 0, packs: 0 }
  const findings: Finding[] = []
  let [odd, after, done] = [0, '', 0]
  const held = { number: release.number, base: base?.number ?? null }
  const parents = await withTrust(actor, (tx) => parentsOf(tx, actor, held))
  for (;;) {
    const went = await withTrust(actor, async (tx) => {
      const packs = await packsToCompare(tx, actor, { ...held, after, most: AT_ONCE }, parents)
      const changes: KeptChange[] = []
      const here = await packsHere(
        tx,
        actor,
        packs.flatMap((one) => (one.here && !one.asItWas ? [one.parts.amppId] : [])),
      )
      for (const one of packs) {
        if (one.asItWas) {
          counts.packs += one.discontinued ? 0 : 1
          counts.unchanged += 1
          continue
        }
        const found = changeTo(one, here.get(one.parts.amppId) ?? null, act)
        const { amppId } = one.parts
        const what = 'problem' in found ? `${found.problem}: left out` : unknownCodes(one.parts)
        if (what !== null) {
          odd += 1
          if (findings.length < NAMED) findings.push({ part: 'ampp', id: amppId, what: `AMPP ${amppId}: ${what}` })
        }
        if ('problem' in found) continue
        if (found.none) continue
        counts.packs += found.offered ? 1 : 0
        counts[found.what ?? 'unchanged'] += 1
        if (found.change) changes.push(found.change)
      }
      await keepChanges(tx, act, release.id, changes)
      done += packs.length
      const going = await tellProgress(tx, actor, mine, { step: 'Comparing', done, expected })
      return { going, last: packs.at(-1)?.parts.amppId, more: packs.length === AT_ONCE }
    })
    if (!went.going) return null
    if (!went.more || went.last === undefined) break
    after = went.last
  }
  await withTrust(actor, (tx) => keepMoved(tx, actor, release.id, release.number))
  if (base) counts.ended += await withTrust(actor, (tx) => keepGone(tx, actor, release.id, release.number, base.number))
  const { problem, doubled } = NO_REPORT
  const ofParts = { ...release.report, problem, doubled, changes: counts }
  return { report: withFindings(ofParts, findings, odd), comparedWith: base?.id ?? null }
}

type Found =
  | { problem: string }
  | { none: true }
  | { none?: false; offered: boolean; what: Change | null; change: KeptChange | null }

/** What becomes of one pack. One that is invalid and not here is passed over: it is kept in the release, not offered. */
function changeTo({ parts, blocks, before }: ToCompare, was: DictionaryPack | null, act: Act): Found {
  const found = packOf(parts)
  if ('problem' in found) return found
  const { pack, invalid } = found
  if (invalid && !was) return { none: true }
  const now = barcodesOf(blocks ?? [])
  const earlier = barcodesOf(before)
  const sameCodes = blocks === null || (was !== null && JSON.stringify(now) === JSON.stringify(earlier))
  const fields: Particular[] = was ? differences(pack, was) : []
  if (was && !sameCodes) fields.push('barcodes')
  const offered = !pack.discontinued
  if (was && fields.length === 0) return { offered, what: null, change: null }
  const codes = sameCodes
    ? null
    : { now: now.map((one) => ({ id: act.newId(), ...one })), before: earlier.map(({ gtin }) => gtin) }
  const what = changeOf(pack, was, fields)
  return { offered, what, change: { amppId: pack.amppId, what, fields, pack, was, codes } }
}
