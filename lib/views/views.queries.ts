import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, peopleOfTrust } from '#lib/db/people.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { isList, type ListName, viewHref } from './saved-view.rules.ts'

/** A saved view as its list links to it. */
export type ViewLink = { id: string; name: string; query: string; href: string; shared: boolean; mine: boolean }

/** A saved view as its owner sees it. */
export type OwnView = ViewLink & { list: ListName; version: number; owner: string }

/** The most views that stand at a list. */
const MOST = 50

/** The saved views of a list that this person sees: their own and shared ones, by name. */
export async function viewsOf(actor: Actor, list: ListName): Promise<ViewLink[]> {
  return withTrust(actor, (tx) => viewsIn(tx, actor, list))
}

/** `viewsOf` in a transaction. */
export async function viewsIn(tx: Tx, actor: Actor, list: ListName): Promise<ViewLink[]> {
  const rows = await tx.$queryRaw<{ id: string; name: string; query: string; shared: boolean; owner_id: string }[]>`
    SELECT id, name, query, shared, owner_id FROM saved_view
    WHERE trust_id = ${actor.trustId}::uuid AND list = ${list} AND removed_at IS NULL
      AND (shared OR owner_id = ${actor.personId}::uuid)
    ORDER BY name, id LIMIT ${MOST}`
  return rows.map(({ id, name, query, shared, owner_id }) => {
    return { id, name, query, shared, href: viewHref(list, query), mine: owner_id === actor.personId }
  })
}

/** One's own views and those that others share, by list and name; and what was just removed, where that is asked. */
export async function allViews(
  actor: Actor,
  removedId?: string,
): Promise<{ views: OwnView[]; removed: string | null }> {
  return withTrust(actor, async (tx) => {
    const own = { ownerId: actor.personId ?? '' }
    const rows = await tx.savedView.findMany({
      where: { removedAt: null, OR: [{ shared: true }, own] },
      orderBy: [{ list: 'asc' }, { name: 'asc' }, { id: 'asc' }],
      take: 200,
    })
    const removed = removedId
      ? await tx.savedView.findFirst({ where: { id: removedId, removedAt: { not: null }, ...own } })
      : null
    const people = await peopleOfTrust(tx)
    const views = rows.flatMap(({ id, list, name, query, shared, version, ownerId }): OwnView[] => {
      if (!isList(list)) return []
      const mine = ownerId === actor.personId
      const owner = nameOf(people, ownerId)
      return [{ id, list, name, query, shared, version, mine, owner, href: viewHref(list, query) }]
    })
    return { views, removed: removed?.name ?? null }
  })
}
