import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { missingFields, partsIn } from './apart.rules.ts'
import { type DayOrder, decideDays, evidenceFor } from './day-order.rules.ts'
import { FIELDS } from './fields.rules.ts'
import { LOADS, type LoadKind } from './kind.rules.ts'
import { type Layout, layoutKey, type Place, toRemember } from './layout.rules.ts'
import { loadToMove, moveLoad, sha256 } from './load.store.ts'

/** What somebody says of a file's columns: where each field comes from. Fields that are left out are not in the file. */
export type SayColumns = {
  loadId: string
  version: number
  places: Record<string, Place>
  /** How its days are written; needed where they can be read in more than one way. */
  days?: DayOrder | undefined
  /** Where the file comes from (a supplier, a portal, a stock system): what is said is remembered under this name. */
  source?: string | undefined
  here?: boolean
}

/**
 * Says which column of a file holds what, and how its days are written; remembers it for files of the same source with the
 * same column names, and has the rows checked. INVALID with the fields that are missing or come from one column twice, and
 * where the days are still to be said.
 */
export async function sayColumns(act: Act, { here, ...input }: SayColumns): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'sayColumns', permission: LOADS }, input, async (tx) => {
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    if (!load.layout) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    const { days, ...layout }: Layout = { ...load.layout, places: input.places }
    const decided = decideDays(evidenceFor({ ...layout, days }, FIELDS[load.kind]), null)
    const errors = layoutErrors(layout, load.kind)
    if (!decided.sure && !input.days) errors.push({ field: 'days', message: 'Say how the days are written' })
    if (errors.length > 0) return refuse({ code: 'INVALID', errors })
    const order = input.days ?? decided.order
    const said: Layout = days && decided.asks ? { ...layout, days: { ...days, order, said: true } } : layout
    const source = input.source?.trim() ?? ''
    if (!(await moveLoad(tx, { id: load.id, version: input.version }, 'check', { layout: said, source }))) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    }
    const { trustId, personId } = act.actor
    const key = { trustId, kind: load.kind, columnsSha256: sha256(layoutKey(layout.headers)), source }
    await nameUnnamed(tx, key)
    const dayOrder = decided.asks ? order : null
    const data = { places: toRemember(layout), dayOrder, savedBy: personId, savedAt: act.now }
    await tx.fileLayout.upsert({
      where: { trustId_kind_columnsSha256_source: key },
      create: { ...key, ...data },
      update: data,
    })
    if (!here) await enqueue(tx, 'work-on-file', { trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}

/** A layout that nobody named yet gets the name that its source is given now: it is the same one. */
async function nameUnnamed(
  tx: Tx,
  { source, ...key }: { trustId: string; kind: string; columnsSha256: string; source: string },
) {
  if (source === '' || (await tx.fileLayout.count({ where: { ...key, source } })) > 0) return
  await tx.fileLayout.updateMany({ where: { ...key, source: '' }, data: { source } })
}

function layoutErrors({ headers, places }: Layout, kind: LoadKind) {
  const fields = FIELDS[kind]
  const seen = new Map<number, string>()
  const parts = partsIn({ places }, fields)
  const apart = new Map(parts.flatMap(({ field, by }) => [field, by].map((name) => [name, by])))
  const byOf = (name: string) => apart.get(name) ?? name
  const missing = new Set(missingFields(places, fields).map((field) => field.name))
  const twice = (name: string, shown: string, column: number) => {
    if (!(column in headers)) return [{ field: name, message: `Choose a column for ${shown} that is there` }]
    const other = seen.get(column)
    seen.set(column, shown)
    return other ? [{ field: name, message: `Choose another column for ${shown}: ${other} comes from this one` }] : []
  }
  const ofFields = fields.flatMap((field) => {
    const place = places[field.name]
    const name = `column.${field.name}`
    if (place && apart.has(field.name)) {
      return [{ field: name, message: `Choose either this or a column for each ${byOf(field.name)}` }]
    }
    if (!place) {
      return missing.has(field.name) ? [{ field: name, message: `Choose the column that holds ${field.name}` }] : []
    }
    if (!('column' in place)) {
      return field.oneForAll ? [] : [{ field: name, message: `Choose a column for ${field.name}` }]
    }
    return twice(name, field.name, place.column)
  })
  const ofParts = parts.flatMap((part) => twice(`column.${part.name}`, `${part.field} of ${part.value}`, part.column))
  return [...ofFields, ...ofParts]
}
