import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { changeOpenPad } from './change-pad.store.ts'
import { samePrice } from './draft.rules.ts'
import { linesOfOrders, updateLines } from './lines.store.ts'
import type { PadAtEdit } from './pad.schema.ts'
import { keepPad, lockPadAt, partsOfPad, retotal, totalsOfPart } from './pad.store.ts'
import { movedLines } from './submit.rules.ts'
import { linesToday } from './submit.store.ts'

/**
 * Takes today's prices over on every line of a pad whose price is another than it shows, after somebody saw both side by
 * side, and moves lines to the kind of order that they belong on today. A typed price gives way to one on file by now. Refuses CHANGED_MEANWHILE and PAD_CLOSED.
 */
export async function takePrices(act: Act, input: PadAtEdit): Promise<Result<{ edit: number; changed: number }>> {
  return commit(act, { name: 'takePrices', permission: 'order.raise' }, input, async (tx) => {
    const locked = await lockPadAt(tx, act, input)
    if (!locked.ok) return locked
    const settings = await settingsOfTrust(tx)
    const parts = await partsOfPad(tx, input.padId)
    const orderIds = parts.map((part) => part.orderId)
    const both = await linesToday(tx, act, await linesOfOrders(tx, orderIds, { all: true }), settings)
    if (!both.ok) return both
    const changed = both.value.filter(({ shown, now }) => !samePrice(shown, now)).map(({ now }) => now)
    const kept = await keepPad(tx, act, locked.value, locked.value)
    if (!kept.ok) return kept
    await updateLines(tx, act, changed)
    const touched = new Set(changed.map((line) => line.orderId))
    const now = (await partsOfPad(tx, input.padId)).filter((part) => touched.has(part.orderId))
    const totals = now.map((part) => ({ orderId: part.orderId, totals: totalsOfPart(part, settings.vatRate) }))
    await retotal(tx, act, locked.value, totals)
    const moved = movedLines(both.value)
    if (moved.length === 0) return ok({ edit: kept.value.edit, changed: changed.length })
    const dealt = await changeOpenPad(tx, act, {
      padId: input.padId,
      edit: kept.value.edit,
      changes: moved.map(({ lineId }) => ({ do: 'line', line: lineId })),
    })
    return dealt.ok ? ok({ edit: dealt.value.edit, changed: changed.length + moved.length }) : dealt
  })
}
