import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { commit } from '#lib/db/commit.ts'
import { lockLoads } from '#lib/files/load.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { type JoinedTerms, joinTerms } from './join-supplier.store.ts'
import type { JoinSupplier } from './supplier.schema.ts'

/** What was joined to what, and what went along. */
export type JoinedSupplier = JoinedTerms & { supplierId: string; into: string }

/**
 * Joins a supplier that this trust added by hand to the one that its hub has. What was ordered stays as it was, with the
 * supplier it was ordered from; from now on the other one is bought from: it gets the account where it has none, the
 * prices on file from today on where it has none of its own, and the codes. Refuses NOT_FOUND (one of them is not there,
 * or not this trust's own) and CHANGED_MEANWHILE (joined already).
 */
export async function joinSupplier(act: Act, input: JoinSupplier): Promise<Result<JoinedSupplier>> {
  return commit<JoinedSupplier>(act, { name: 'joinSupplier', permission: 'supplier.edit' }, input, async (tx) => {
    await lockLoads(tx, act.actor)
    const { trustId } = act.actor
    const own = await tx.supplier.findFirst({ where: { ownerId: trustId, id: input.supplierId } })
    const into = await tx.supplier.findFirst({ where: { id: input.into, ownerId: { not: trustId } } })
    if (!own || !into) return refuse({ code: 'NOT_FOUND', what: 'supplier' })
    const { count } = await tx.supplier.updateMany({
      where: { ownerId: trustId, id: own.id, joinedTo: null },
      data: { joinedTo: into.id, version: { increment: 1 } },
    })
    if (count === 0) return refuse({ code: 'CHANGED_MEANWHILE', what: 'supplier' })
    const moved = await joinTerms(tx, act, { from: own.id, into: into.id, today: londonDate(act.now) })
    for (const [id, verb] of [
      [own.id, 'SUPPLIER_JOINED'],
      [into.id, 'SUPPLIER_TAKEN_ON'],
    ] as const) {
      audit(tx, { document: 'supplier', id, verb, data: { from: own.id, into: into.id, ...moved } })
    }
    if (moved.account) await enqueue(tx, 'queue-held', { trustId, id: into.id })
    return ok({ supplierId: own.id, into: into.id, ...moved })
  })
}
