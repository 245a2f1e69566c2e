import 'server-only'
import { formularyPlanner } from '#lib/catalogue/formulary/formulary-load.store.ts'
import { listPlanner } from '#lib/catalogue/listed/list-load.store.ts'
import { packPlanner } from '#lib/catalogue/load/pack-file.store.ts'
import { codePlanner } from '#lib/catalogue/local-codes/code-load.store.ts'
import { contractPlanner } from '#lib/contracts/load/contract-file.store.ts'
import { countPlanner } from '#lib/stock/load/count-file.store.ts'
import { usagePlanner } from '#lib/stock/load/usage-file.store.ts'
import { supplierPlanner } from '#lib/suppliers/load/supplier-file.store.ts'
import type { LoadKind } from './kind.rules.ts'
import type { FilePlanner } from './planner.store.ts'

/** What reads and writes each kind of file. */
export const PLANNERS: Record<LoadKind, () => FilePlanner> = {
  packs: packPlanner,
  contracts: contractPlanner,
  suppliers: supplierPlanner,
  stock: countPlanner,
  usage: usagePlanner,
  formulary: formularyPlanner,
  codes: codePlanner,
  lists: listPlanner,
}
