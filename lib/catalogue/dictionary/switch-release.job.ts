import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { lockLoads } from '#lib/files/load.store.ts'
import { tellStep } from '#lib/jobs/steps.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { standsOtherwise } from './compare.store.ts'
import { LONGEST_SWITCH, lockReleases, type Mine, moveRelease, type Release } from './release.store.ts'

/**
 * Makes a release current, in the name of who asked for it: its packs and barcodes are written and it takes the place of the
 * one before, all in one transaction, so that readers see the one or the other. `stale` where packs were changed since it was
 * compared, or another release became current: nothing is written, and it is to be compared again.
 */
export async function switchRelease(act: Act, release: Release, run: string): Promise<Result<{ stale: boolean }>> {
  const { actor } = act
  const mine: Mine = { id: release.id, run }
  const command = { name: 'switchDictionary', permission: 'dictionary.load', longest: LONGEST_SWITCH } as const
  return commit<{ stale: boolean }>(
    act,
    command,
    { ...mine, comparedAt: release.comparedAt?.toISOString() ?? null },
    async (tx) => {
      await lockReleases(tx, actor)
      await lockLoads(tx, actor)
      const [before, now] = await Promise.all([
        tx.dictionaryRelease.findFirst({ where: { ownerId: actor.trustId, state: 'current' } }),
        tx.dictionaryRelease.findFirst({ where: { ownerId: actor.trustId, id: release.id, run, state: 'switching' } }),
      ])
      if (!now) return refuse({ code: 'CHANGED_MEANWHILE', what: 'release' })
      const base = before?.id ?? null
      if (release.comparedWith !== base || (await standsOtherwise(tx, actor, release.id))) return ok({ stale: true })
      const [written] = await tx.$queryRaw<{ packs: bigint; barcodes: bigint; doubled: bigint }[]>`
      SELECT packs, barcodes, doubled FROM switch_dictionary(${release.id}::uuid)`
      await tx.$queryRaw`SELECT follow_medicine_lists(${release.id}::uuid)::text`
      await tx.$queryRaw`SELECT follow_dictionary(${release.id}::uuid)::text`
      tellStep('dictionary packs written', release.id)
      const report = { ...release.report, doubled: Number(written?.doubled ?? 0) }
      if (before) await moveRelease(tx, actor, { id: before.id }, 'pass')
      const change = { report, switchedBy: actor.personId, switchedAt: act.now }
      if (!(await moveRelease(tx, actor, mine, 'makeCurrent', change))) {
        return refuse({ code: 'CHANGED_MEANWHILE', what: 'release' })
      }
      audit(tx, {
        document: 'dictionary',
        id: release.id,
        verb: 'MADE_CURRENT',
        data: { before: base, sha256: now.sha256, packs: Number(written?.packs ?? 0), ...report.changes },
      })
      return ok({ stale: false })
    },
  )
}
