import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { queueNotices } from '#lib/notices/notice.store.ts'
import { pence } from '#lib/values/money.ts'
import type { NeededApproval } from './approval.rules.ts'
import type { ApprovalScheme } from './scheme.schema.ts'
import { comesTo } from './stand-in.rules.ts'
import { presentAt } from './stand-in.store.ts'

/** What asking needs to know of the order as it now stands in the database. */
export type AskingOrder = {
  id: string
  version: number
  raisedBy: string
  submittedBy: string | null
  changers: readonly string[]
  dayTotal: bigint | number
}

/**
 * Writes what a version of an order needs, in the transaction that submits or amends it, and tells those it comes to.
 * `needed` is what `requiredApprovals` answered; nothing needed writes nothing.
 */
export async function askForApprovals(
  tx: Tx,
  act: Act,
  order: AskingOrder,
  needed: readonly NeededApproval[],
  scheme: ApprovalScheme,
): Promise<void> {
  if (needed.length === 0) return
  const rows = needed.map(({ role, reasons, retrospective, dueAt }) => {
    return { id: act.newId(), role, reasons, retrospective, due_at: dueAt }
  })
  await tx.$executeRaw`
    INSERT INTO approval (trust_id, id, order_id, version, role, reasons, retrospective, asked_at, due_at, state)
    SELECT ${act.actor.trustId}::uuid, id, ${order.id}::uuid, ${order.version}, role, reasons, retrospective, ${act.now},
      due_at, 'waiting'
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS t (id uuid, role text, reasons jsonb, retrospective boolean, due_at timestamptz(3))`
  const present = await presentAt(tx, act.now, await peopleOfTrust(tx))
  const facts = { ...order, dayTotal: pence(order.dayTotal), given: [] }
  const told = needed.flatMap((one) => comesTo(present, facts, one, scheme).whom.map(({ person }) => person.personId))
  await queueNotices(tx, act, { kind: 'approval_waiting', order, people: told })
}

/**
 * Ends the approvals of an order that nobody has decided, because it was taken back, returned, refused, cancelled or
 * amended. With `keepRetrospective` those to be given afterwards stay: what went out still has to be agreed to.
 */
export async function lapseApprovals(
  tx: Tx,
  act: Act,
  order: { id: string; version?: number },
  { keepRetrospective = false }: { keepRetrospective?: boolean } = {},
): Promise<void> {
  await tx.approval.updateMany({
    where: {
      trustId: act.actor.trustId,
      orderId: order.id,
      version: order.version,
      state: 'waiting',
      ...(keepRetrospective ? { retrospective: false } : {}),
    },
    data: { state: 'lapsed' },
  })
}
