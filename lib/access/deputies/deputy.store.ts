import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Permission } from '#lib/access/permissions.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** Who may name a deputy for themselves, or propose one for others. */
export const NAMES_DEPUTIES = [
  'order.approve',
  'order.approve_clinical',
  'people.edit',
] as const satisfies readonly Permission[]

/** Who may agree to a deputy at all; to which is a rule. */
export const AGREES_TO_DEPUTIES = ['order.approve', 'order.approve_clinical'] as const satisfies readonly Permission[]

/** One of the current trust, locked for the rest of the transaction; NOT_FOUND for any other. */
export async function loadDeputising(tx: Tx, id: string): Promise<Result<Prisma.DeputisingGetPayload<object>>> {
  const locked = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM deputising WHERE id = ${id}::uuid FOR UPDATE`
  const row = locked[0] && (await tx.deputising.findFirst({ where: { id } }))
  return row ? ok(row) : refuse({ code: 'NOT_FOUND', what: 'deputy' })
}

/** Tells people by e-mail that they were named, or are asked to agree. Whoever acts is told nothing. */
export async function tellOfDeputy(
  tx: Tx,
  act: Act,
  { id, kind, people }: { id: string; kind: 'deputy_named' | 'deputy_proposed'; people: readonly string[] },
): Promise<void> {
  for (const personId of [...new Set(people)].filter((one) => one !== act.actor.personId).sort()) {
    await enqueue(tx, 'tell-deputy', { trustId: act.actor.trustId, id, kind, personId, at: act.now.toISOString() })
  }
}
