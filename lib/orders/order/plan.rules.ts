import { type ApproverRole, type Ask, LADDER, type LadderRole, type Plan } from './plan.schema.ts'

/** Roles that may agree to what is clinical, the nearest one first. */
export const CLINICAL = ['pharmacist', 'chief'] as const satisfies readonly ApproverRole[]

/** One signature: of a role, or of one of the people named; `step` 1 comes first. */
export type Signature = { role: ApproverRole; people: readonly string[]; step: number }

/** How far up the ladder a kind of approver stands: 0 is the lowest, −1 for a pharmacist, who stands beside it. */
export function rankOf(role: ApproverRole): number {
  return (LADDER as readonly string[]).indexOf(role)
}

/** The role of the ladder furthest up that a plan asks; null where it asks none. */
export function highestOf(plan: Plan): LadderRole | null {
  return LADDER.findLast((role) => plan.some((step) => step.some((ask) => ask.role === role))) ?? null
}

/** Every signature that a plan asks for. */
export function signaturesOf(plan: Plan): Signature[] {
  return plan.flatMap((asks, index) =>
    asks.flatMap(({ role, people, signatures }) =>
      Array.from({ length: signatures }, (): Signature => ({ role, people, step: index + 1 })),
    ),
  )
}

/**
 * Whether one signature stands for another that is asked: of the same role or one above it on the ladder. Somebody named
 * can only be stood for by somebody named for it, too: who is asked for by name is asked for what they know.
 */
export function standsFor(signature: Signature, asked: Signature): boolean {
  const named = asked.people.length === 0 || isAmong(signature.people, asked.people)
  return named && isAtLeast(signature.role, asked.role)
}

/** Whether each of some signatures is stood for by another one of those asked. */
export function standsForAll(more: readonly Signature[], less: readonly Signature[]): boolean {
  return matches(more, less, standsFor)
}

/**
 * Whether a plan asks for at least what another does: each signature of it is matched by one that stands for it or, of the
 * ladder, by one further up, whoever is named: from some amount on somebody higher decides instead.
 */
export function asksAtLeast(more: readonly Signature[], less: readonly Signature[]): boolean {
  return matches(more, less, (one, asked) => standsFor(one, asked) || isAbove(one.role, asked.role))
}

/** Whether each of `less` can be given one of `more` of its own (augmenting paths over a handful of signatures). */
function matches(
  more: readonly Signature[],
  less: readonly Signature[],
  fits: (one: Signature, asked: Signature) => boolean,
): boolean {
  const takenBy = new Map<number, number>()
  const place = (index: number, tried: Set<number>): boolean =>
    more.some((one, at) => {
      const asked = less[index]
      if (!asked || tried.has(at) || !fits(one, asked)) return false
      tried.add(at)
      const before = takenBy.get(at)
      if (before !== undefined && !place(before, tried)) return false
      takenBy.set(at, index)
      return true
    })
  return less.every((_, index) => place(index, new Set()))
}

function isAbove(role: ApproverRole, asked: ApproverRole): boolean {
  return asked !== 'pharmacist' && rankOf(role) > rankOf(asked)
}

/** What some signatures are asked for, put together. */
export type Merged<Of> = Signature & { of: Of[] }

/**
 * The signatures that satisfy several plans at once: one that stands high enough for several of them is asked for once
 * (the chief pharmacist's stands for the lead's), and two that one plan asks for are always two. Where a plan asks for
 * one after the other, so does what comes out.
 */
export function merged<Of>(plans: readonly { plan: Plan; of: Of }[]): Merged<Of>[] {
  const out: Merged<Of>[] = []
  const chains = plans.map((): { at: number; step: number }[] => [])
  const all = plans.flatMap(({ plan, of }, from) => signaturesOf(plan).map((asked) => ({ asked, of, from })))
  for (const { asked, of, from } of all.toSorted((a, b) => weight(b.asked) - weight(a.asked))) {
    const chain = chains[from] ?? []
    const free = out.flatMap((one, at) =>
      standsFor(one, asked) && !chain.some((used) => used.at === at) ? [{ at, rank: rankOf(one.role) }] : [],
    )
    const nearest = free.toSorted((a, b) => a.rank - b.rank)[0]
    const at = nearest?.at ?? out.push({ ...asked, of: [] }) - 1
    const signature = out[at]
    if (signature && !signature.of.includes(of)) signature.of.push(of)
    chain.push({ at, step: asked.step })
  }
  const steps = inTurn(out, chains)
  return out
    .map((one, index) => ({ ...one, step: steps[index] ?? one.step }))
    .sort((a, b) => a.step - b.step || rankOf(b.role) - rankOf(a.role))
}

/** The lowest steps that keep every plan's own order; where two plans want it the other way round, both at once. */
function inTurn(
  signatures: readonly Signature[],
  chains: readonly (readonly { at: number; step: number }[])[],
): number[] {
  const steps = signatures.map(() => 1)
  for (let round = 0; round <= signatures.length; round += 1) {
    let settled = true
    for (const chain of chains) {
      for (const before of chain) {
        for (const after of chain) {
          const least = (steps[before.at] ?? 1) + 1
          if (before.step >= after.step || (steps[after.at] ?? 1) >= least) continue
          steps[after.at] = least
          settled = false
        }
      }
    }
    if (settled) return steps
  }
  return signatures.map(() => 1)
}

/** What is asked by name first, of the fewest people first, then the highest role: what comes later finds its match. */
function weight({ role, people }: Signature): number {
  return rankOf(role) + (people.length > 0 ? 1000 - 10 * people.length : 0)
}

function isAtLeast(role: ApproverRole, asked: ApproverRole): boolean {
  return asked === 'pharmacist' || role === 'pharmacist' ? role === asked : rankOf(role) >= rankOf(asked)
}

function isAmong(people: readonly string[], named: readonly string[]): boolean {
  return people.length > 0 && people.every((one) => named.includes(one))
}

/** A plan that asks one signature of a role, with nothing else. */
export function justOne(role: ApproverRole): Plan {
  const only: Ask = { role, people: [], signatures: 1 }
  return [[only]]
}
