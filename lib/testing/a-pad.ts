import type { Act } from '#lib/access/actor.ts'
import { changePad } from '#lib/orders/raise/change-pad.command.ts'
import { openPad } from '#lib/orders/raise/open-pad.command.ts'
import type { ChangeLine, PadChange } from '#lib/orders/raise/pad.schema.ts'
import { submitPad } from '#lib/orders/raise/submit-pad.command.ts'
import type { Result } from '#lib/result.ts'
import type { TestOds, TestPack, World } from './a-trust.ts'

/** A line for a test's pad: a pack by its short name, and what else is said of it. */
export type TestLine = { pack: TestPack; packs?: number; supplierId?: string; storeId?: string } & Omit<
  ChangeLine,
  'do' | 'line' | 'packs' | 'supplierId' | 'storeId'
>

/** A pad made by the real commands. `lines` are the ids of its lines in the order they were given. */
export type TestPad = { padId: string; edit: number; lines: string[] }

/** The value of a command that must do its work. */
export function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

/** Opens a pad with these lines, as a technician of Riverside unless told. */
export async function aPad(
  world: World,
  lines: readonly TestLine[] = [],
  act: () => Act = () => world.act('technician'),
): Promise<TestPad> {
  const first = act()
  const trust = world.trusts[first.actor.odsCode as TestOds]
  const { padId } = done(await openPad(first, { storeId: trust.storeId, costCentreId: trust.costCentreId }))
  if (lines.length === 0) return { padId, edit: 1, lines: [] }
  const adds = lines.map(({ pack, packs = 1, supplierId, storeId }, index): PadChange => {
    return { do: 'add', ref: `${index}`, amppId: world.packs[pack], packs, supplierId, storeId }
  })
  const added = done(await changePad(act(), { padId, edit: 1, changes: adds }))
  const ids = added.added.map((one) => one.lineId)
  const said = lines.flatMap(
    ({ pack: _pack, packs: _packs, supplierId: _supplier, storeId: _store, ...more }, index) => {
      return Object.keys(more).length > 0 ? [{ do: 'line' as const, line: ids[index] ?? '', ...more }] : []
    },
  )
  if (said.length === 0) return { padId, edit: added.edit, lines: ids }
  const changed = done(await changePad(act(), { padId, edit: added.edit, changes: said }))
  return { padId, edit: changed.edit, lines: ids }
}

/** The numbers of the orders of a pad that was filled and submitted by the real commands. */
export async function submittedPad(
  world: World,
  lines: readonly TestLine[],
  act?: () => Act,
): Promise<{ number: string; passed: boolean }[]> {
  const { padId, edit } = await aPad(world, lines, act)
  return done(await submitPad((act ?? (() => world.act('technician')))(), { padId, edit, unusual: edit })).orders
}
