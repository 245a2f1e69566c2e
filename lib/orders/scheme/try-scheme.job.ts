import 'server-only'
import type { Act } from '#lib/access/actor.ts'
import type { Tx } from '#lib/db/client.ts'
import { withTrust } from '#lib/db/with-trust.ts'
import { log } from '#lib/log.ts'
import { type ApprovalScheme, approvalScheme } from '#lib/orders/order/scheme.schema.ts'
import { settingsOfTrust } from '#lib/trusts/settings.queries.ts'
import { addDays, type LocalDate, storedDate } from '#lib/values/dates.ts'
import type { BasisPoints } from '#lib/values/money.ts'
import { type Outcome, replay } from './replay.rules.ts'
import { countSubmitted, type ReadUpTo, submittedBetween } from './submissions.store.ts'

/** Orders of one part: read, worked out and written in a transaction of its own. */
const PART = 400

/** Tries after which it is given up. */
const MOST_TRIES = 4

/** What became of a try. */
type Tried = 'done' | 'overtaken' | 'settled' | 'failed'

type Claimed = {
  id: string
  run: number
  tries: number
  from: LocalDate
  to: LocalDate
  now: ApprovalScheme
  next: ApprovalScheme
  vatRate: BasisPoints
}

/**
 * Tries a proposed scheme on the orders of its days beside the scheme in force: part by part, so that memory stays small
 * however many there are, with how far it is written down. Begun anew after a fault; an earlier run that still lives stops
 * at its next part. Throws to be tried again.
 */
export async function trySchemeJob(act: Act, id: string): Promise<Tried> {
  const claimed = await withTrust(act.actor, (tx) => claim(tx, act, id))
  if (!claimed) return 'settled'
  try {
    const outcome = await run(act, claimed)
    log.info({ job: 'try-scheme', trial: id, outcome }, 'scheme tried')
    return outcome
  } catch (fault) {
    if (claimed.tries < MOST_TRIES) throw fault
    await withTrust(act.actor, (tx) => end(tx, act, claimed, 'failed'))
    log.error({ job: 'try-scheme', trial: id, fault: String(fault) }, 'scheme trial given up')
    return 'failed'
  }
}

async function run(act: Act, claimed: Claimed): Promise<Tried> {
  const { from, to, now, next, vatRate } = claimed
  const decide = replay(now, next)
  const warm = addDays(from, 1 - Math.max(now.window.days, next.window.days))
  let after: ReadUpTo | null = null
  let done = 0
  for (;;) {
    const read = await withTrust(act.actor, (tx) =>
      submittedBetween(tx, { from: warm, to }, { after, most: PART, vatRate }),
    )
    const last = read.at(-1)
    const outcomes = read.flatMap((order) => {
      const outcome = decide(order)
      return order.on < from ? [] : [outcome]
    })
    done += outcomes.length
    const kept = await withTrust(act.actor, (tx) => keep(tx, act, claimed, { outcomes, done }))
    if (!kept) return 'overtaken'
    if (!last || read.length < PART) break
    after = { at: last.at, id: last.id }
  }
  return (await withTrust(act.actor, (tx) => end(tx, act, claimed, 'done'))) ? 'done' : 'overtaken'
}

async function claim(tx: Tx, act: Act, id: string): Promise<Claimed | null> {
  const { trustId } = act.actor
  const claimed = await tx.$executeRaw`
    UPDATE scheme_trial SET state = 'running', run = run + 1, tries = tries + 1, orders = 0
    WHERE trust_id = ${trustId}::uuid AND id = ${id}::uuid AND state IN ('waiting', 'running')`
  if (claimed !== 1) return null
  await tx.schemeTrialOrder.deleteMany({ where: { trustId, trialId: id } })
  const trial = await tx.schemeTrial.findFirstOrThrow({ where: { trustId, id }, include: { proposal: true } })
  const days = { from: storedDate(trial.fromOn), to: storedDate(trial.toOn) }
  const ordersInAll = await countSubmitted(tx, days)
  await tx.schemeTrial.update({ where: { trustId_id: { trustId, id } }, data: { ordersInAll } })
  const { vatRate } = await settingsOfTrust(tx)
  return {
    ...{ id, run: trial.run, tries: trial.tries, vatRate, ...days },
    now: approvalScheme.parse(trial.inForce),
    next: approvalScheme.parse(trial.proposal.rules),
  }
}

/** Keeps a part, as long as this run is the one that counts. */
async function keep(
  tx: Tx,
  act: Act,
  { id, run: own }: Claimed,
  { outcomes, done }: { outcomes: readonly Outcome[]; done: number },
): Promise<boolean> {
  const { trustId } = act.actor
  const mine = await tx.$executeRaw`
    UPDATE scheme_trial SET orders = ${done}
    WHERE trust_id = ${trustId}::uuid AND id = ${id}::uuid AND run = ${own} AND state = 'running'`
  if (mine !== 1) return false
  if (outcomes.length === 0) return true
  await tx.$executeRaw`
    INSERT INTO scheme_trial_order (trust_id, trial_id, order_id, now_needs, then_needs, change)
    SELECT ${trustId}::uuid, ${id}::uuid, o.id, o."now", o."next", o.change
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS o (id uuid, "now" text, "next" text, change text)
    ON CONFLICT DO NOTHING`
  return true
}

async function end(tx: Tx, act: Act, { id, run: own }: Claimed, state: 'done' | 'failed'): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE scheme_trial SET state = ${state}, ended_at = ${act.now}
    WHERE trust_id = ${act.actor.trustId}::uuid AND id = ${id}::uuid AND run = ${own} AND state = 'running'`
  return ended === 1
}
