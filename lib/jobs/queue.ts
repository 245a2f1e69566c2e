import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { JobData, JobName } from './names.ts'

/**
 * Queues a job in the caller's transaction: what leaves the house goes by a row written with the decision, so that
 * neither is there without the other. By the database's own function `queue_job`, which is all that the app may do with
 * the queue, and only for the trust of its transaction. `startAfter` delays it; with an `only` key, a job of that name
 * and key that waits or runs already is enough.
 */
export async function enqueue(
  tx: Tx,
  name: JobName,
  data: JobData,
  { startAfter, only }: { startAfter?: Date; only?: string } = {},
): Promise<void> {
  await tx.$queryRaw`
    SELECT queue_job(${name}, ${JSON.stringify(data)}::jsonb, ${startAfter ?? null}::timestamptz, ${only ?? null}::text)::text`
}
