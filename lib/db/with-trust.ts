import 'server-only'
import type { Actor } from '#lib/access/actor.ts'
import { database, type Tx } from './client.ts'
import { type Lent, lendingTo } from './pg-client.ts'
import { straight } from './raw.ts'

const ATTEMPTS = 8

/**
 * How a transaction runs. `longest` is in milliseconds (a minute unless told); what takes longer is rolled back. With
 * `force_generic_plan` each statement is planned once on a connection, whatever it is asked: right for many small
 * statements by key, whose planning takes longer than they do; wrong for those that go through much.
 */
export type HowToRun = { longest?: number; plans?: 'auto' | 'force_generic_plan' }

/**
 * The only door to tenant data: opens a transaction, says which trust it is for, and runs the work in it.
 * Without a trust, row security shows nothing. Serialisation conflicts and deadlocks are tried again with jitter;
 * everything else is thrown and rolls back.
 */
export async function withTrust<T>(
  actor: Pick<Actor, 'trustId'>,
  work: (tx: Tx) => Promise<T>,
  { longest = 60_000, plans = 'auto' }: HowToRun = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(async (tx) => {
        await tx.$queryRaw`
          SELECT set_config('app.trust_id', ${actor.trustId}, true), set_config('plan_cache_mode', ${plans}, true)`
        return work(tx)
      }, longest)
    } catch (fault) {
      if (attempt >= ATTEMPTS || !isConflict(fault)) throw fault
      await pause(20 * attempt + Math.random() * 40 * attempt)
    }
  }
}

/** Outside any trust: sign-in and sessions only, through the reviewed functions of schema identity. */
export async function withoutTrust<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(work, 20_000)
}

function transaction<T>(work: (tx: Tx) => Promise<T>, longest: number): Promise<T> {
  const lent: Lent = { client: null }
  return lendingTo(lent, () =>
    database().$transaction((tx) => work(straight(tx, lent)), { timeout: longest, maxWait: 20_000 }),
  )
}

/** Whether a fault is a conflict between two transactions that a second try may settle. */
function isConflict(fault: unknown): boolean {
  const { code, message = '', meta } = fault as { code?: string; message?: string; meta?: unknown }
  if (code === 'P2034') return true
  const text = `${message} ${JSON.stringify(meta ?? '')}`
  if (code === 'P2010' || code === 'P2002') {
    return /TransactionWriteConflict|40001|40P01|deadlock|audit_(head|event)_pkey/.test(text)
  }
  return /TransactionWriteConflict|deadlock detected|could not serialize/.test(text)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
