import 'server-only'
import { tokensOfTrust } from '#lib/access/token.store.ts'
import type { Tx } from '#lib/db/client.ts'
import { nameOf, type TrustPerson } from '#lib/db/people.ts'
import { type LocalDate, storedDate } from '#lib/values/dates.ts'
import { leavingsOfTrust } from './leaving.store.ts'

type Named = { id: string; name: string }

/**
 * What waits for a person by name: it would lie still once they have left. `pads`, `standing`, `templates` and `views` (those
 * they share) can be handed over. The rest somebody sees to: orders that came back to them (`returned`); `tokens`, which end
 * with them; `schemes`, which ask them by name; and whose work they were to take over (`takesOver`).
 */
export type WaitingWork = {
  pads: { id: string; store: string; orders: number }[]
  standing: Named[]
  templates: Named[]
  views: Named[]
  returned: { number: string; supplier: string }[]
  tokens: Named[]
  schemes: { version: number | null; from: LocalDate }[]
  takesOver: Named[]
}

const MOST = 100

/** What waits for a person in the current trust at a moment, a hundred of each kind at most. */
export async function waitingWork(
  tx: Tx,
  { trustId, people, now }: { trustId: string; people: Map<string, TrustPerson>; now: Date },
  personId: string,
): Promise<WaitingWork> {
  const pads = await tx.$queryRaw<WaitingWork['pads']>`
    SELECT p.id, s.name AS store, (SELECT count(*)::int FROM purchase_order o WHERE o.trust_id = p.trust_id AND o.pad_id = p.id
      AND o.status IN ('draft', 'returned') AND o.lines > 0) AS orders
    FROM order_pad p JOIN store s ON s.trust_id = p.trust_id AND s.id = p.store_id
    WHERE p.trust_id = ${trustId}::uuid AND p.opened_by = ${personId}::uuid AND p.closed_at IS NULL ORDER BY p.id LIMIT ${MOST}`
  const standing = await tx.$queryRaw<WaitingWork['standing']>`
    SELECT s.id, t.name FROM standing_order s JOIN template t ON t.trust_id = s.trust_id AND t.id = s.template_id
    WHERE s.trust_id = ${trustId}::uuid AND s.owner_id = ${personId}::uuid AND s.status <> 'ended' ORDER BY s.id LIMIT ${MOST}`
  const templates = await tx.$queryRaw<WaitingWork['templates']>`
    SELECT id, name FROM template
    WHERE trust_id = ${trustId}::uuid AND owner_id = ${personId}::uuid AND removed_at IS NULL ORDER BY id LIMIT ${MOST}`
  const views = await tx.$queryRaw<Named[]>`
    SELECT id, name FROM saved_view
    WHERE trust_id = ${trustId}::uuid AND owner_id = ${personId}::uuid AND shared AND removed_at IS NULL ORDER BY id LIMIT ${MOST}`
  const returned = await tx.$queryRaw<WaitingWork['returned']>`
    SELECT number, supplier_name AS supplier FROM purchase_order
    WHERE trust_id = ${trustId}::uuid AND raised_by = ${personId}::uuid AND status = 'returned' ORDER BY id LIMIT ${MOST}`
  const tokens = (await tokensOfTrust(tx)).filter((token) => isOpen(token, now) && token.personId === personId)
  const leavings = (await leavingsOfTrust(tx)).filter((one) => one.handTo === personId && one.personId !== personId)
  return {
    ...{ pads, standing, templates, views, returned },
    tokens: tokens.map(({ id, name }) => ({ id, name })),
    schemes: await schemesThatName(tx, trustId, personId),
    takesOver: leavings.map((one) => ({ id: one.personId, name: nameOf(people, one.personId) })),
  }
}

function isOpen({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date }, now: Date): boolean {
  return revokedAt === null && expiresAt > now
}

/** The newest scheme of delegation, and a proposed one (without a version), where they ask this person by name. */
async function schemesThatName(tx: Tx, trustId: string, personId: string): Promise<WaitingWork['schemes']> {
  const rows = await tx.$queryRaw<{ version: number | null; from: Date; rules: string }[]>`
    (SELECT version, effective_from AS from, rules::text FROM approval_scheme WHERE trust_id = ${trustId}::uuid ORDER BY version DESC LIMIT 1)
    UNION ALL
    SELECT NULL, effective_from, rules::text FROM scheme_proposal WHERE trust_id = ${trustId}::uuid AND state = 'open'`
  return rows.flatMap(({ version, from, rules }) =>
    rules.includes(personId) ? [{ version, from: storedDate(from) }] : [],
  )
}

/** Of these people of a trust, those for whom work lies still that could be handed over: something on a pad, or shared. */
export async function whoseWorkLies(tx: Tx, trustId: string, personIds: readonly string[]): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT w.id FROM unnest(${personIds}::uuid[]) AS w (id)
    WHERE EXISTS (SELECT FROM order_pad p JOIN purchase_order o ON o.trust_id = p.trust_id AND o.pad_id = p.id
        WHERE p.trust_id = ${trustId}::uuid AND p.opened_by = w.id AND p.closed_at IS NULL
          AND o.status IN ('draft', 'returned') AND o.lines > 0)
      OR EXISTS (SELECT FROM standing_order s WHERE s.trust_id = ${trustId}::uuid AND s.owner_id = w.id AND s.status <> 'ended')
      OR EXISTS (SELECT FROM template t WHERE t.trust_id = ${trustId}::uuid AND t.owner_id = w.id AND t.removed_at IS NULL)
      OR EXISTS (SELECT FROM saved_view v WHERE v.trust_id = ${trustId}::uuid AND v.owner_id = w.id AND v.shared AND v.removed_at IS NULL)`
  return rows.map(({ id }) => id)
}
