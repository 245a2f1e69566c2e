import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** Whether a store and a cost centre are in use in this trust; refuses NOT_FOUND otherwise. */
export async function placesInUse(tx: Tx, at: { storeId: string; costCentreId: string }): Promise<Result<undefined>> {
  const store = await tx.store.findFirst({ where: { id: at.storeId, active: true } })
  if (!store) return refuse({ code: 'NOT_FOUND', what: 'store' })
  const centre = await tx.costCentre.findFirst({ where: { id: at.costCentreId, active: true } })
  return centre ? ok() : refuse({ code: 'NOT_FOUND', what: 'cost centre' })
}
