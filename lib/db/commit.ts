import 'server-only'
import { createHash } from 'node:crypto'
import { type Act, personOf } from '#lib/access/actor.ts'
import { notAllowed } from '#lib/access/not-allowed.ts'
import { mayAny, type Permission } from '#lib/access/permissions.ts'
import { metrics } from '#lib/metrics.ts'
import type { Refusal } from '#lib/refusal.ts'
import { ok, type Result, refuse } from '#lib/result.ts'
import { writeAudit } from './audit.ts'
import type { Tx } from './client.ts'
import { withTrust } from './with-trust.ts'

/** What a command is: its name (the verb), the permission asked first, and how long it may take (milliseconds) where a minute is too short. */
export type CommandKind = { name: string; permission: Permission | readonly Permission[]; longest?: number }

class RolledBack extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/**
 * Runs a command: permission first, then, in one transaction for the actor's trust, the key is claimed, the work is
 * done and its audit written. A key acts once: the same key and input replays the first answer, the same key with
 * another input is refused (KEY_REUSED). A refusal writes nothing and frees the key. The answer must be plain JSON.
 */
export async function commit<T>(
  act: Act,
  command: CommandKind,
  input: unknown,
  work: (tx: Tx) => Promise<Result<T>>,
): Promise<Result<T>> {
  const measured = metrics().commands.startTimer({ command: command.name })
  try {
    const result = await run(act, command, input, work)
    measured({ outcome: result.ok ? 'ok' : result.refusal.code })
    return result
  } catch (fault) {
    measured({ outcome: 'fault' })
    throw fault
  }
}

async function run<T>(
  act: Act,
  command: CommandKind,
  input: unknown,
  work: (tx: Tx) => Promise<Result<T>>,
): Promise<Result<T>> {
  const wanted: readonly Permission[] =
    typeof command.permission === 'string' ? [command.permission] : command.permission
  if (!mayAny(act.actor, wanted)) {
    notAllowed('command', command.name, wanted, act.actor)
    return refuse({ code: 'NOT_ALLOWED', permission: wanted[0] ?? '' })
  }
  const body = createHash('sha256').update(canonical(input)).digest('hex')
  try {
    return await withTrust(
      act.actor,
      async (tx) => {
        const earlier = await claim(tx, act, command.name, body)
        if (earlier) return earlier as Result<T>
        const result = await work(tx)
        if (!result.ok) throw new RolledBack(result.refusal)
        await writeAudit(tx, act)
        await tx.$executeRaw`
        UPDATE command_key SET answer = ${JSON.stringify({ value: result.value ?? null })}::jsonb
        WHERE trust_id = ${act.actor.trustId}::uuid AND actor_id = ${personOf(act.actor)}::uuid
          AND command = ${command.name} AND key = ${act.key}::uuid`
        return result
      },
      command.longest === undefined ? { plans: 'force_generic_plan' } : { longest: command.longest },
    )
  } catch (fault) {
    if (fault instanceof RolledBack) return refuse(fault.refusal)
    throw fault
  }
}

/** Claims the key, or hands back what happened under it before. A second claim waits here for the first to end. */
async function claim(tx: Tx, act: Act, command: string, body: string): Promise<Result<unknown> | null> {
  const claimed = await tx.$queryRaw<unknown[]>`
    INSERT INTO command_key (trust_id, actor_id, command, key, body_sha256, at)
    VALUES (${act.actor.trustId}::uuid, ${personOf(act.actor)}::uuid, ${command}, ${act.key}::uuid, ${body}, ${act.now})
    ON CONFLICT DO NOTHING RETURNING 1 AS done`
  if (claimed.length > 0) return null
  const [first] = await tx.$queryRaw<{ body_sha256: string; answer: { value: unknown } | null }[]>`
    SELECT body_sha256, answer FROM command_key
    WHERE trust_id = ${act.actor.trustId}::uuid AND actor_id = ${personOf(act.actor)}::uuid
      AND command = ${command} AND key = ${act.key}::uuid`
  if (!first || first.body_sha256 !== body) return refuse({ code: 'KEY_REUSED' })
  return ok(first.answer?.value ?? undefined)
}

/** JSON with keys in order, so that the same input always has the same hash. Bytes count by their own hash. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part) => {
      if (part instanceof Uint8Array) return createHash('sha256').update(part).digest('hex')
      if (typeof part === 'bigint') return part.toString()
      if (part && typeof part === 'object' && !Array.isArray(part)) {
        return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      }
      return part
    }) ?? 'null'
  )
}
