import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { isSomebodyElse } from '#lib/access/consent/somebody-else.rules.ts'
import type { Tx } from '#lib/db/client.ts'
import { type FileLoad, loadById } from '#lib/files/load.store.ts'
import { ok, type Result, refuse } from '#lib/result.ts'

/** A catalogue that waits for a second person. FILE_GONE where none waits, OWN_CATALOGUE for who loaded it. */
export async function catalogueToDecide(tx: Tx, act: Act, loadId: string): Promise<Result<FileLoad>> {
  const load = await loadById(tx, loadId)
  if (load?.kind !== 'contracts' || load.state === 'cancelled') return refuse({ code: 'FILE_GONE' })
  if (load.state !== 'proposed') return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
  return isSomebodyElse(act.actor, [load.chosenBy, load.proposedBy]) ? ok(load) : refuse({ code: 'OWN_CATALOGUE' })
}
