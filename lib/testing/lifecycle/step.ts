import type { Act } from '#lib/access/actor.ts'
import { mayAny, type Permission } from '#lib/access/permissions.ts'
import type { RefusalCode } from '#lib/refusal.ts'
import type { Result } from '#lib/result.ts'
import type { World } from '../a-trust.ts'
import type { MOrder, Model, Player } from './model.ts'

/** Random numbers of one step, dealt in turn: the same numbers make the same step. */
export type Dice = { pick<T>(list: readonly T[]): T; upTo(most: number): number }

/** Why something must be refused: any one of these codes will do; none = it must be done. */
export type Against = RefusalCode[]

/**
 * One kind of act: what could be tried, legal or not; what the model holds against it; the real command; and what it
 * must leave behind.
 */
export type Step<C = unknown, V = unknown, I = unknown> = {
  name: string
  /** How often it is tried, against the others. */
  weight: number
  candidates(model: Model, dice: Dice): C[]
  against(model: Model, who: Player, candidate: C): Against
  /** Whether it would change anything: what would not is tried only now and then. */
  matters?(model: Model, who: Player, candidate: C): boolean
  /** What the command is told. */
  input(candidate: C, world: World): I | Promise<I>
  command(act: Act, input: I, world: World): Promise<Result<V>>
  apply(model: Model, who: Player, candidate: C, value: V, learn: Learn): void | Promise<void>
}

/** What the model cannot foretell and reads back: ids, and what a draft's lines came to. */
export type Learn = {
  /** The orders of a pad with their lines, new ones taken into the model. */
  pad(padId: string): Promise<void>
  /** The lines that a change of an order added. */
  lines(order: MOrder): Promise<void>
}

/** Gives a step its place in the list of all, whatever it is about. */
export function step<C, V, I>(one: Step<C, V, I>): Step {
  return one as Step
}

/** Whether the person lacks every one of these permissions. */
export function lacks(who: Player, ...wanted: Permission[]): Against {
  return mayAny({ roles: [who.role] }, wanted) ? [] : ['NOT_ALLOWED']
}

/** What is held against anybody's act on a record of Riverside. */
export function door(who: Player, ...wanted: Permission[]): Against {
  return [...lacks(who, ...wanted), ...(who.trust === 'RZZ' ? [] : (['NOT_FOUND'] as const))]
}

/** An order at the version that somebody saw: mostly the one it has. */
export type Seen = { order: MOrder; version: number }

/** Every order as it is, and as it was or will be. */
export function seen(model: Model, dice: Dice): Seen[] {
  return model.orders.flatMap((order) => {
    const other = dice.upTo(2) === 0 ? order.version - 1 : order.version + 1
    const now = { order, version: order.version }
    return other > 0 ? [now, { order, version: other }] : [now]
  })
}

/** Refused where the version that was seen is not the one there is. */
export function stale({ order, version }: Seen): Against {
  return order.version === version ? [] : ['CHANGED_MEANWHILE']
}

/** What most commands are told of an order: its number, and the version that was seen. */
export function versioned({ order, version }: Seen): { number: string; version: number } {
  return { number: order.number, version }
}
