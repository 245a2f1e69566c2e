import 'server-only'
import { Prisma } from '#lib/db/client.ts'

/**
 * `promisedPacks` in SQL, of an order line `l`: packs that its supplier's newest answer promises of it in all; NULL where
 * no answer says otherwise than the order.
 */
export const PROMISED = Prisma.sql`(
  SELECT CASE WHEN k.code IN ('NOT_AVAILABLE', 'DISCONTINUED', 'CODE_UNKNOWN', 'SUBSTITUTE_OFFERED') THEN 0
    WHEN k.code IN ('CHANGED_QUANTITY', 'ON_ALLOCATION') THEN k.packs END
  FROM acknowledgement_line k
  WHERE k.trust_id = l.trust_id AND k.order_line_id = l.id AND k.resolution <> 'superseded' ORDER BY k.id DESC LIMIT 1)`

/** `toComePacks` in SQL, of an order line `l`: packs that are still to be expected of it. */
export const TO_COME = Prisma.sql`greatest(0, least(l.packs + l.over_packs - l.received_packs - l.closed_packs,
  ${PROMISED} - l.received_packs))`

/** Whether the supplier of an order line `l` said that nothing of it will come: it is late no longer, it waits for the buyer. */
export const REFUSED = Prisma.sql`coalesce(${PROMISED} = 0, false)`
