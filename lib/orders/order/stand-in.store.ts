import 'server-only'
import { limitsOfTrust } from '#lib/access/sites/site.store.ts'
import type { Tx } from '#lib/db/client.ts'
import type { TrustPerson } from '#lib/db/people.ts'
import { pence } from '#lib/values/money.ts'
import type { Decider } from './decide.rules.ts'
import { DEPUTY_KINDS } from './deputy-kinds.rules.ts'
import { type Present, presentAtSite, type StandIn } from './stand-in.rules.ts'

/** Somebody who may be there to decide, by name. */
export type NamedDecider = Decider & { personId: string; name: string }

/**
 * Who is there to decide at a moment: the people of the current trust with their roles, and what holds at it, read from
 * the clock of the act; nothing has to end what is over. `lock` keeps what holds as it is until the transaction ends, so
 * that a decision and the end of a deputy's time come one after the other. `storeId`: for what is decided about an order of
 * that store, where roles that are limited to other sites do not count.
 */
export async function presentAt(
  tx: Tx,
  now: Date,
  people: ReadonlyMap<string, TrustPerson>,
  { lock = false, storeId }: { lock?: boolean; storeId?: string } = {},
): Promise<Present<NamedDecider>> {
  if (lock) {
    await tx.$queryRaw`
      SELECT id FROM deputising WHERE state = 'agreed' AND ended_at IS NULL AND from_at <= ${now} AND until_at > ${now}
      ORDER BY id FOR SHARE`
  }
  const rows = await tx.deputising.findMany({
    where: { state: 'agreed', endedAt: null, fromAt: { lte: now }, untilAt: { gt: now } },
    orderBy: { id: 'asc' },
  })
  const standIns = rows.map(
    (row): StandIn => ({
      id: row.id,
      forPerson: row.forPerson,
      deputy: row.deputy,
      away: row.away,
      from: row.fromAt,
      until: row.untilAt,
      most: row.most === null ? null : pence(row.most),
      kinds: DEPUTY_KINDS.filter((kind) => row.kinds.includes(kind)),
    }),
  )
  const deciders = [...people.values()].filter((one) => !one.former)
  const present = { now, standIns, people: deciders.map(({ id, name, roles }) => ({ personId: id, name, roles })) }
  const store = storeId === undefined ? null : await tx.store.findFirst({ where: { id: storeId } })
  return store ? presentAtSite(present, await limitsOfTrust(tx), store.siteId) : present
}
