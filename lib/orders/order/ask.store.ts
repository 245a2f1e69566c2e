import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { peopleOfTrust } from '#lib/db/people.ts'
import { queueNotices } from '#lib/notices/notice.store.ts'
import { pence } from '#lib/values/money.ts'
import type { NeededApproval } from './approval.rules.ts'
import { type DecidedOrder, decidedOrder, isTurn } from './decide.rules.ts'
import type { ApproverRole } from './plan.schema.ts'
import { reasons } from './reason.schema.ts'
import type { ApprovalScheme } from './scheme.schema.ts'
import { comesTo } from './stand-in.rules.ts'
import { presentAt } from './stand-in.store.ts'

/** What asking needs to know of the order as it now stands in the database. */
export type AskingOrder = {
  id: string
  version: number
  storeId: string
  raisedBy: string
  submittedBy: string | null
  changers: readonly string[]
  dayTotal: bigint | number
}

/**
 * Writes what a version of an order needs, one row for each signature, in the transaction that submits or amends it, and
 * tells those whose turn it is. `needed` is what `requiredApprovals` answered; nothing needed writes nothing.
 */
export async function askForApprovals(
  tx: Tx,
  act: Act,
  order: AskingOrder,
  needed: readonly NeededApproval[],
  scheme: ApprovalScheme,
): Promise<void> {
  if (needed.length === 0) return
  const rows = needed
    .flatMap((one) => Array.from({ length: one.signatures }, () => one))
    .map(({ role, people, step, reasons: why, retrospective, dueAt }, index, all) => {
      const seat = all.slice(0, index + 1).filter((other) => other.role === role).length
      return { id: act.newId(), role, people, step, seat, reasons: why, retrospective, due_at: dueAt }
    })
  await tx.$executeRaw`
    INSERT INTO approval (trust_id, id, order_id, version, role, people, step, seat, reasons, retrospective, asked_at, due_at, state)
    SELECT ${act.actor.trustId}::uuid, id, ${order.id}::uuid, ${order.version}, role,
      ARRAY(SELECT jsonb_array_elements_text(people)::uuid), step, seat, reasons, retrospective, ${act.now}, due_at, 'waiting'
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS t (id uuid, role text, people jsonb, step smallint, seat smallint, reasons jsonb, retrospective boolean, due_at timestamptz(3))`
  const facts = { ...order, dayTotal: pence(order.dayTotal), given: [], asked: needed.map((one) => one.role) }
  const waiting = needed.map((one) => ({ ...one, state: 'waiting' }))
  await tell(tx, act, order, await whomItComesTo(tx, act, facts, waiting, scheme))
}

/** An approval of a version, as its row says. */
type Row = {
  role: string
  people: readonly string[]
  step: number
  retrospective: boolean
  state: string
  decidedBy: string | null
  decidedFor?: string | null
  reasons: unknown
}

/**
 * Tells those to whom a version of an order comes only now: the next step, after everybody of the one before has agreed,
 * or the next one up, where who has just agreed was the last of a role. `was` is how its approvals stood before.
 */
export async function askNext(
  tx: Tx,
  act: Act,
  order: Parameters<typeof decidedOrder>[0] & { id: string; version: number; storeId: string },
  approvals: { was: readonly Row[]; now: readonly Row[] },
  scheme: ApprovalScheme,
): Promise<void> {
  const { storeId } = order
  const at = (rows: readonly Row[]) => ({ ...decidedOrder(order, rows), storeId })
  const before = new Set(await whomItComesTo(tx, act, at(approvals.was), approvals.was, scheme))
  const now = await whomItComesTo(tx, act, at(approvals.now), approvals.now, scheme)
  await tell(
    tx,
    act,
    order,
    now.filter((person) => !before.has(person)),
  )
  const next = approvals.now.filter((row) => row.state === 'waiting' && isTurn(row, approvals.now))
  const steps = next.filter((row) => !isTurn(row, approvals.was)).map((row) => row.step)
  if (steps.length === 0) return
  await tx.approval.updateMany({
    where: {
      trustId: act.actor.trustId,
      orderId: order.id,
      version: order.version,
      state: 'waiting',
      step: { in: steps },
    },
    data: { askedAt: act.now },
  })
}

/** The people to whom what waits comes, as far as it is its turn. */
async function whomItComesTo(
  tx: Tx,
  act: Act,
  order: DecidedOrder & { storeId: string },
  rows: readonly Pick<Row, 'role' | 'people' | 'step' | 'retrospective' | 'state' | 'reasons'>[],
  scheme: ApprovalScheme,
): Promise<string[]> {
  const present = await presentAt(tx, act.now, await peopleOfTrust(tx), { storeId: order.storeId })
  return rows
    .filter((row) => row.state === 'waiting' && isTurn(row, rows))
    .flatMap(({ role, people, retrospective, reasons: why }) => {
      const asked = { role: role as ApproverRole, people, retrospective, reasons: reasons.parse(why) }
      return comesTo(present, order, asked, scheme).whom.map(({ person }) => person.personId)
    })
}

async function tell(
  tx: Tx,
  act: Act,
  order: { id: string; version: number },
  people: readonly string[],
): Promise<void> {
  await queueNotices(tx, act, { kind: 'approval_waiting', order, people: [...new Set(people)] })
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
