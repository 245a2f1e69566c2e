import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { ok, type Result } from '#lib/result.ts'
import { nextOrderNumber } from '#lib/trusts/number.store.ts'
import { factsForChanges } from './facts.store.ts'
import { deleteLines, insertLines, linesOfOrders, updateLines } from './lines.store.ts'
import { type PadHead, type PadPlan, planChanges } from './pad.rules.ts'
import type { ChangePad, PlannedChange } from './pad.schema.ts'
import { keepPad, lockPadAt, partsOfPad, retotal, type StoredPad, totalsOfPart, writeParts } from './pad.store.ts'
import { settleRows, writeRows } from './rows.store.ts'
import type { ChangedPad } from './view.rules.ts'

/** Keeps changes of a pad in the caller's transaction: what `changePad` does, for commands that open a pad with lines. */
export async function changeOpenPad(tx: Tx, act: Act, input: ChangePad): Promise<Result<ChangedPad>> {
  const locked = await lockPadAt(tx, act, input)
  if (!locked.ok) return locked
  const pad = locked.value
  const rows = await settleRows(tx, act, pad.id, input.changes)
  const parts = await partsOfPad(tx, pad.id)
  const lines = await linesOfOrders(
    tx,
    parts.map((part) => part.orderId),
    linesNamed(pad, rows.changes),
  )
  const facts = await factsForChanges(tx, act, { head: pad, parts, lines }, rows.changes)
  const plan = planChanges(facts, rows.changes)
  if (!plan.ok) return plan
  const kept = await keepPad(tx, act, pad, plan.value.head)
  if (!kept.ok) return kept
  await write(tx, act, pad.id, plan.value)
  await writeRows(tx, act, pad.id, rows)
  const all = headChanged(facts.head, plan.value.head)
  const touched = new Set(plan.value.touched)
  const now = (await partsOfPad(tx, pad.id)).filter((part) => all || touched.has(part.orderId))
  const { vatRate } = facts.settings
  const totals = now.map((part) => ({ orderId: part.orderId, totals: totalsOfPart(part, vatRate) }))
  await retotal(tx, act, plan.value.head, totals)
  return ok({
    edit: kept.value.edit,
    added: plan.value.added,
    lines: [...plan.value.inserted, ...plan.value.updated].map((line) => line.id),
    removed: plan.value.removed,
    rows: rows.kept,
    rowsGone: rows.gone,
  })
}

/** The lines that the changes are about: those they name, or all where the pad goes to another store. */
function linesNamed(pad: StoredPad, changes: readonly PlannedChange[]) {
  const moves = changes.some((one) => one.do === 'pad' && one.storeId !== undefined && one.storeId !== pad.storeId)
  if (moves) return { all: true } as const
  return { ids: changes.flatMap((one) => (one.do === 'line' || one.do === 'remove' ? [one.line] : [])) }
}

function headChanged(was: PadHead, is: PadHead): boolean {
  return JSON.stringify(Object.entries(was).sort()) !== JSON.stringify(Object.entries(is).sort())
}

async function write(tx: Tx, act: Act, padId: string, plan: PadPlan): Promise<void> {
  const opened: (PadPlan['opened'][number] & { number: string })[] = []
  for (const part of plan.opened) opened.push({ ...part, number: await nextOrderNumber(tx, act) })
  await writeParts(tx, act, { id: padId, head: plan.head }, { opened, turned: plan.turned })
  await deleteLines(tx, act, plan.removed)
  await updateLines(tx, act, plan.updated)
  await insertLines(tx, act, plan.inserted)
}
