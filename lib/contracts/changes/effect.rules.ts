import type { Pence } from '#lib/values/money.ts'
import { pence, roundedDivision } from '#lib/values/money.ts'
import type { ChangeKind } from './change.rules.ts'

/** What somebody must do before a change holds: agree to another supplier, find another source, look for one, look twice. */
export const TODOS = ['supplier', 'alone', 'ended', 'steep', 'none'] as const

/** What somebody must do before a change holds. */
export type Todo = (typeof TODOS)[number]

/** A price that moves by more than this asks for a second look, in basis points (SPS practice: 25%). */
export const STEEP = 2500

/** A price for so many thousandths of a unit. */
export type PerPack = { price: number; units: number }

/** What a trust bought of a medicine in a year: units by pack, thousandths, and what they cost in ten-thousandths of a pound. */
export type Bought = { units: ReadonlyMap<string, bigint>; cost: bigint; confidential: boolean }

/**
 * Units of one pack that a trust uses in a year, thousandths. What was issued in the last twelve months is shared among the
 * packs as they were bought in that time; where nothing was bought it all counts for the pack that `alone` stands for;
 * where nothing was issued, what was bought counts. Never below nothing: returns may outweigh issues.
 */
export function unitsAYear(asked: { amppId: string | null; alone: boolean; issued: bigint; bought: Bought }): bigint {
  const { amppId, alone, bought } = asked
  const issued = asked.issued > 0n ? asked.issued : 0n
  let all = 0n
  for (const units of bought.units.values()) all += units
  const own = amppId === null ? all : (bought.units.get(amppId) ?? 0n)
  if (all === 0n) return alone ? issued : 0n
  return issued === 0n ? own : (issued * own) / all
}

/** What a year's units cost more (or less) at another price, in pence ex VAT: compared unrounded, rounded once. */
export function yearlyEffect(old: PerPack, next: PerPack, units: bigint): Pence {
  const [po, uo, pn, un] = [BigInt(old.price), BigInt(old.units), BigInt(next.price), BigInt(next.units)]
  return pence(roundedDivision(units * (pn * uo - po * un), uo * un * 100n))
}

/** How much dearer (positive) a unit becomes, in basis points, rounded. */
export function stepOf(old: PerPack, next: PerPack): number {
  const [po, uo, pn, un] = [BigInt(old.price), BigInt(old.units), BigInt(next.price), BigInt(next.units)]
  return Number(roundedDivision((pn * uo - po * un) * 10_000n, po * un))
}

/** What somebody must do before a change holds. A step is told only where both prices may be known. */
export function todoOf(change: { kind: ChangeKind; old: PerPack | null; next: PerPack | null }): Todo {
  if (change.kind === 'ended') return change.next ? 'ended' : 'alone'
  if (change.kind === 'supplier') return 'supplier'
  if (change.old && change.next && Math.abs(stepOf(change.old, change.next)) > STEEP) return 'steep'
  return 'none'
}

/** Counts and sums of what a catalogue changes for a trust; sums in pence a year ex VAT. */
export type Totals = {
  /** Lines that it buys, of those that reach it; and those it does not buy. */
  lines: number
  unused: number
  act: number
  /** Of these, such that are told by a step of a confidential price: who may not see it is not told of them. */
  hiddenSteps: number
  falls: number
  fallSum: number
  rises: number
  riseSum: number
  suppliers: number
  ends: number
  alone: number
  fresh: number
  /** Lines of which nothing is known to compare with. */
  unknown: number
  sum: number
  /** A price of a patient access scheme is in the sums. */
  confidential: boolean
}

/** One line with what it does to a trust. */
export type Weighed = {
  kind: ChangeKind
  todo: Todo
  part: 'act' | 'rest' | 'unused'
  effect: Pence | null
  confidential: boolean
}

/** Sums up what lines do to a trust. */
export function totalsOf(lines: readonly Weighed[]): Totals {
  const ours = lines.filter((one) => one.part !== 'unused')
  const sum = (list: readonly Weighed[]) => list.reduce((all, one) => all + (one.effect ?? 0), 0)
  const falls = ours.filter((one) => one.effect !== null && one.effect < 0)
  const rises = ours.filter((one) => one.effect !== null && one.effect > 0)
  const count = (test: (one: Weighed) => boolean) => ours.filter(test).length
  return {
    lines: ours.length,
    unused: lines.length - ours.length,
    act: count((one) => one.part === 'act'),
    hiddenSteps: count((one) => one.confidential && one.todo === 'steep'),
    falls: falls.length,
    fallSum: sum(falls),
    rises: rises.length,
    riseSum: sum(rises),
    suppliers: count((one) => one.kind === 'supplier'),
    ends: count((one) => one.kind === 'ended'),
    alone: count((one) => one.todo === 'alone'),
    fresh: count((one) => one.kind === 'new'),
    unknown: count((one) => one.effect === null),
    sum: sum(ours),
    confidential: ours.some((one) => one.confidential),
  }
}
