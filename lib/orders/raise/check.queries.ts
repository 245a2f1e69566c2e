import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { sightOf } from '#lib/contracts/sight.rules.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import type { DraftLine } from './draft.rules.ts'
import { type UndecidedEmergency, undecidedEmergency } from './emergency.store.ts'
import { linesOfOrders } from './lines.store.ts'
import { partViews } from './pad.queries.ts'
import { loadPad, partsOfPad } from './pad.store.ts'
import { countRows } from './rows.store.ts'
import {
  type ChangedPrice,
  changedPrices,
  type Missing,
  type MovedLine,
  missingOf,
  movedLines,
  productOf,
  unusualLines,
} from './submit.rules.ts'
import { linesToday } from './submit.store.ts'
import { lineView, type PadLineView, type PadPartView, type PadView } from './view.rules.ts'

/** A line that has to be looked at again. */
export type MissingOnLine = { lineId: string; product: string; missing: Missing }

/** A quantity far above the usual one. */
export type UnusualLine = { lineId: string; product: string; packs: number; usual: number }

/** A pad as it is checked before it is submitted. */
export type PadCheck = {
  id: string
  edit: number
  head: PadView['head']
  store: string
  /** What kind of store it goes to; null where it is not known. */
  storeKind: 'pharmacy' | 'cd_cupboard' | null
  costCentre: string
  parts: PadPartView[]
  /** The lines of each order by its id: those that need a look first, then by number. */
  lines: Map<string, PadLineView[]>
  missing: MissingOnLine[]
  /** Lines that go on an order of another kind today than when they were added. */
  moved: MovedLine[]
  /** Lines that the formulary does not permit today. */
  notPermitted: { lineId: string; product: string }[]
  changed: ChangedPrice[]
  unusual: UnusualLine[]
  /** Pasted rows that are no lines yet: nothing is submitted before they are mended or left out. */
  rows: number
  /** An earlier emergency that keeps this one from going as one; null where nothing does. */
  undecided: UndecidedEmergency | null
}

/** A pad to be checked: everything on it, and what stands in the way of submitting it now. Writes nothing. */
export async function padCheck(actor: Actor, padId: string, now: Date): Promise<Result<PadCheck>> {
  if (!may(actor, 'order.raise')) return refuse({ code: 'NOT_ALLOWED', permission: 'order.raise' })
  return withTrust(actor, async (tx) => {
    const loaded = await loadPad(tx, padId)
    if (!loaded.ok) return loaded
    const pad = loaded.value
    if (pad.closedAt) return refuse({ code: 'PAD_CLOSED' })
    const settings = await settingsOfTrust(tx)
    const parts = await partsOfPad(tx, padId)
    const shown = await linesOfOrders(
      tx,
      parts.map((part) => part.orderId),
      { all: true },
    )
    const both = await linesToday(tx, { actor, now }, shown, settings)
    if (!both.ok) return both
    const store = await tx.store.findFirst({ where: { id: pad.storeId }, include: { site: true } })
    const centre = await tx.costCentre.findFirst({ where: { id: pad.costCentreId } })
    const sight = sightOf(actor)
    const { storeId, costCentreId, emergency, emergencyReason, note } = pad
    return ok({
      id: padId,
      edit: pad.edit,
      head: { storeId, costCentreId, emergency, emergencyReason, note },
      store: store ? `${store.name}, ${store.site.name}` : 'Not known',
      storeKind: store && (store.kind === 'cd_cupboard' ? 'cd_cupboard' : 'pharmacy'),
      costCentre: centre ? `${centre.code} ${centre.name}` : 'Not known',
      parts: await partViews(tx, actor, pad, parts, now),
      lines: Map.groupBy(
        [...shown].sort((a, b) => needsLook(b) - needsLook(a)).map((line) => lineView(line, sight)),
        (line) => line.orderId,
      ),
      missing: both.value.flatMap(({ shown: line, now: today }) => {
        const missing = missingOf(line) ?? missingOf({ ...line, formulary: today.formulary })
        return missing ? [{ lineId: line.id, product: productOf(line), missing }] : []
      }),
      notPermitted: both.value.flatMap(({ now: today }) => {
        return today.formulary === 'NOT_PERMITTED' ? [{ lineId: today.id, product: productOf(today) }] : []
      }),
      moved: movedLines(both.value),
      changed: changedPrices(both.value, sight),
      unusual: unusualLines(shown, settings.unusualTimes).map((line) => {
        return { lineId: line.id, product: productOf(line), packs: line.packs, usual: line.usualPacks ?? 0 }
      }),
      rows: await countRows(tx, padId),
      undecided: emergency
        ? await undecidedEmergency(tx, [actor.personId, ...parts.map((part) => part.raisedBy)], now)
        : null,
    })
  })
}

function needsLook(line: DraftLine): number {
  return line.contractState === 'ON_CONTRACT' && !line.firstPurchase ? 0 : 1
}
