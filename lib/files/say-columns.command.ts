import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { enqueue } from '#lib/jobs/queue.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { FIELDS } from './fields.rules.ts'
import { LOADS, type LoadKind } from './kind.rules.ts'
import { type Layout, layoutKey, type Place, toRemember } from './layout.rules.ts'
import { loadToMove, moveLoad, sha256 } from './load.store.ts'

/** What somebody says of a file's columns: where each field comes from. Fields that are left out are not in the file. */
export type SayColumns = { loadId: string; version: number; places: Record<string, Place>; here?: boolean }

/**
 * Says which column of a file holds what, remembers it for files with the same column names, and has the rows checked.
 * INVALID with the fields that are missing or come from one column twice.
 */
export async function sayColumns(act: Act, { here, ...input }: SayColumns): Promise<Result<{ loadId: string }>> {
  return commit(act, { name: 'sayColumns', permission: LOADS }, input, async (tx) => {
    const found = await loadToMove(tx, act.actor, input.loadId)
    if (!found.ok) return found
    const load = found.value
    if (!load.layout) return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    const layout: Layout = { ...load.layout, places: input.places }
    const errors = layoutErrors(layout, load.kind)
    if (errors.length > 0) return refuse({ code: 'INVALID', errors })
    if (!(await moveLoad(tx, { id: load.id, version: input.version }, 'check', { layout }))) {
      return refuse({ code: 'CHANGED_MEANWHILE', what: 'file' })
    }
    const { trustId, personId } = act.actor
    const key = { trustId, kind: load.kind, columnsSha256: sha256(layoutKey(layout.headers)) }
    const data = { places: toRemember(layout), savedBy: personId, savedAt: act.now }
    await tx.fileLayout.upsert({
      where: { trustId_kind_columnsSha256: key },
      create: { ...key, ...data },
      update: data,
    })
    if (!here) await enqueue(tx, 'work-on-file', { trustId, id: load.id })
    return ok({ loadId: load.id })
  })
}

function layoutErrors({ headers, places }: Layout, kind: LoadKind) {
  const fields = FIELDS[kind]
  const seen = new Map<number, string>()
  return fields.flatMap((field) => {
    const place = places[field.name]
    const name = `column.${field.name}`
    if (!place) return field.needed ? [{ field: name, message: `Choose the column that holds ${field.name}` }] : []
    if (!('column' in place)) {
      return field.oneForAll ? [] : [{ field: name, message: `Choose a column for ${field.name}` }]
    }
    if (!(place.column in headers)) return [{ field: name, message: `Choose a column for ${field.name} that is there` }]
    const other = seen.get(place.column)
    seen.set(place.column, field.name)
    return other
      ? [{ field: name, message: `Choose another column for ${field.name}: ${other} comes from this one` }]
      : []
  })
}
