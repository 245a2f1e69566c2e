import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { sha256 } from '#lib/files/load.store.ts'
import { planner } from '#lib/files/planner.store.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { formatCounted, formatList } from '#lib/values/format.ts'
import { agreeChanges, changesOfPlan, fingerprintOf, keepChanges } from '../changes/changes.store.ts'
import { readAwardRow } from './contract-file.rules.ts'
import { type ContractPlan, type KnownContracts, newAwards, planContracts } from './contract-plan.rules.ts'
import { knownContracts, trustsToEntitle, writeContracts } from './contracts.store.ts'

/** Reads a contract catalogue and holds it against what stands; a hub's reaches its trusts. */
export const contractPlanner = planner(readAwardRow, async (tx, actor, awards, today, source) => {
  const known = await knownContracts(tx, actor, awards, { today, source })
  const plan = planContracts(awards, known)
  const names = new Map([...known.suppliers, ...plan.suppliers].map((one) => [one.id, one.name]))
  const changes = plan.problems.length > 0 ? [] : await changesOfPlan(tx, actor, plan, names, today)
  const entitle = (await trustsToEntitle(tx, actor, [...plan.frameworks.keys()])).length
  const { problems, warnings, priceChanges, newRows, byWords } = plan
  return {
    findings: {
      added: newAwards(plan).length,
      changed: plan.replaced.length,
      unchanged: plan.unchanged.length,
      beside: entitle,
      ...{ problems, warnings, notes: notesOf(plan, entitle), priceChanges, newRows, byWords },
      fingerprint: [changes.length === 0 ? '' : fingerprintOf(changes), choicesMark(known)].filter(Boolean).join(' '),
    },
    tell: async (inTx, act, load) => {
      await keepChanges(inTx, act, load, changes)
      if (changes.length > 0) await askToWeigh(inTx, act, load.id)
    },
    write: async (inTx, act, loadId) => {
      await writeContracts(inTx, act, plan, loadId)
      await agreeChanges(inTx, act, loadId)
      if (changes.length > 0) await askToWeigh(inTx, act, loadId)
    },
  }
})

/** In short, which packs words are said to mean: said otherwise since, the file is to be looked through again. */
function choicesMark({ catalogue }: KnownContracts): string {
  const said = [...catalogue.byWords].map(([words, { amppId }]) => `${words}\n${amppId}`)
  return said.length === 0 ? '' : sha256(said.sort().join('\n\n'))
}

/** A trust weighs its own file at once; a hub's is weighed by each of its trusts, when the worker makes its round. */
async function askToWeigh(tx: Tx, { actor }: Act, loadId: string): Promise<void> {
  if (actor.trustKind === 'hub') return
  await enqueue(tx, 'weigh-changes', { trustId: actor.trustId, id: loadId })
}

function notesOf({ suppliers, byWords }: ContractPlan, entitle: number): string[] {
  const notes: string[] = []
  if (suppliers.length > 0) {
    const names = formatList(suppliers.slice(0, 20).map((one) => `${one.name} (${one.code})`))
    const more = suppliers.length > 20 ? ` and ${suppliers.length - 20} more` : ''
    const kind = suppliers.length === 1 ? 'supplier' : 'suppliers'
    notes.push(`New ${kind}: ${names}${more}. Add how you trade with them under Suppliers.`)
  }
  if (byWords && byWords.knownCount > 0) {
    const count = formatCounted(byWords.knownCount, 'pack is', 'packs are')
    notes.push(`${count} known by words alone, as somebody said of files of this source.`)
  }
  if (entitle > 0) notes.push(`${formatCounted(entitle, 'trust')} of the region can use these prices from now on.`)
  return notes
}
