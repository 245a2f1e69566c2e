import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { may } from '#lib/access/permissions.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { OWNERS } from '../pack.queries.ts'

/** The id that a generic product (VMP) has now, by the current releases of the reader's own and its hub's; null where it did not move. */
export async function currentVmp(actor: Actor, previousId: string): Promise<string | null> {
  if (!may(actor, 'catalogue.view')) return null
  return withTrust(actor, async (tx) => {
    const [found] = await tx.$queryRaw<{ current_id: string }[]>`
      SELECT m.current_id FROM dictionary_release r
      JOIN dictionary_moved m ON m.owner_id = r.owner_id AND m.release_id = r.id AND m.previous_id = ${previousId}
      WHERE r.owner_id = ANY (${OWNERS}) AND r.state = 'current'
      ORDER BY r.owner_id = ${actor.trustId}::uuid DESC LIMIT 1`
    return found?.current_id ?? null
  })
}
