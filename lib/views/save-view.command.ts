import 'server-only'
import { type Act, personOf } from '#lib/access/actor.ts'
import { commit } from '#lib/db/commit.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { type ListName, viewHref } from './saved-view.rules.ts'
import type { SaveView } from './saved-view.schema.ts'

/** The most views that one person keeps. */
const MOST = 100

/** Keeps the filters and the order of a list under a name: for this person, or for everybody here who may open the list. */
export async function saveView(act: Act, input: SaveView): Promise<Result<{ list: ListName; href: string }>> {
  return commit(act, { name: 'saveView', permission: 'own.settings' }, input, async (tx) => {
    const { list, name, shared, query } = input
    const ownerId = personOf(act.actor)
    const kept = await tx.savedView.count({ where: { ownerId, removedAt: null } })
    if (kept >= MOST) {
      const message = `You keep ${MOST} views already. Remove one first`
      return refuse({ code: 'INVALID', errors: [{ field: 'name', message }] })
    }
    const id = act.newId()
    const { trustId } = act.actor
    await tx.savedView.create({ data: { trustId, id, list, name, query, ownerId, shared, changedAt: act.now } })
    return ok({ list, href: viewHref(list, query) })
  })
}
