import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { audit } from '#lib/db/audit.ts'
import { auditKey, codeOf } from '#lib/db/audit-codes.ts'
import type { Tx } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { isPicked } from './sample.rules.ts'
import type { VersionedScheme } from './scheme.queries.ts'

/**
 * Picks an order that passed by itself for the sample, or not: by a code under the audit's key, in the transaction that
 * lets it pass. What is picked stands in a record of its own, not in the order's: who raised it cannot tell.
 */
export async function pickSample(
  tx: Tx,
  act: Act,
  { orderId, version }: { orderId: string; version: number },
  { scheme, version: schemeVersion }: VersionedScheme,
): Promise<void> {
  const { trustId } = act.actor
  const rate = scheme.sample
  const code = codeOf(auditKey(env().AUDIT_KEY), Buffer.alloc(0), `sample/${trustId}/${orderId}/${version}`)
  if (!isPicked(code, rate)) return
  const id = act.newId()
  await tx.passedSample.create({ data: { trustId, id, orderId, version, rate, schemeVersion, pickedAt: act.now } })
  audit(tx, { document: 'passed_sample', id, verb: 'SAMPLED', data: { orderId, version, rate, schemeVersion } })
}
