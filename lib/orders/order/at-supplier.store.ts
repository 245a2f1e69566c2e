import 'server-only'
import { Prisma } from '#lib/db/client.ts'

/** `isAtSupplier` in SQL, of an order `o`: the supplier has it and is to deliver it, also while a change of it is under way. */
export const AT_SUPPLIER = Prisma.sql`(o.status = 'sent'
  OR (o.status IN ('awaiting_approval', 'approved') AND o.sent_at IS NOT NULL))`
