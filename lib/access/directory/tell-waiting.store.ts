import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { queueNotices } from '#lib/notices/notice.store.ts'
import { waitingIn } from './directory.store.ts'

/** Beyond so many who wait nobody is written to any more: they stand on Today, and a mail each would hide the rest. */
const MOST_TOLD = 20

/**
 * Tells the trust's administrators, in the transaction that lets somebody new wait, that they do. Nothing for who waited or
 * was refused before: their request has an earlier id.
 */
export async function tellWaiting(tx: Tx, trustId: string, waitingId: string, now: Date): Promise<void> {
  const open = (await waitingIn(tx)).filter((one) => one.refusedAt === null)
  if (open.length > MOST_TOLD || open.every((one) => one.id !== waitingId)) return
  const people = [...(await peopleOfTrust(tx)).values()].filter((one) => !one.former && one.roles.includes('admin'))
  await queueNotices(
    tx,
    { actor: { trustId, personId: null }, now },
    { kind: 'directory_waiting', order: { id: waitingId, version: 1 }, people: people.map((one) => one.id) },
  )
}
