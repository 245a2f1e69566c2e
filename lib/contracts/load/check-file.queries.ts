import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import type { ChosenFile } from '#lib/catalogue/load/load.store.ts'
import { planPackFile } from '#lib/catalogue/load/packs-load.store.ts'
import { LOAD_PERMISSION, type LoadKind, type LoadReport } from '#lib/catalogue/load/report.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { londonDate } from '#lib/values/dates.ts'
import { planContractFile } from './contract-file.store.ts'

/** What loading a file would do, held against what is there now: counts, what cannot be loaded, what deserves a look. */
export async function checkFile(
  actor: Actor,
  kind: LoadKind,
  file: ChosenFile,
  now: Date,
): Promise<Result<LoadReport>> {
  const permission = LOAD_PERMISSION[kind]
  if (!may(actor, permission)) return refuse({ code: 'NOT_ALLOWED', permission })
  const plan = kind === 'packs' ? planPackFile : planContractFile
  return withTrust(actor, async (tx) => ok((await plan(tx, actor, file, londonDate(now))).report))
}
