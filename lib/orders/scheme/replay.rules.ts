import { type NeededApproval, offContractAmount, requiredApprovals } from '#lib/orders/order/approval.rules.ts'
import type { ApprovalScheme } from '#lib/orders/order/scheme.schema.ts'
import { daysBetween, type LocalDate } from '#lib/values/dates.ts'
import type { Pence } from '#lib/values/money.ts'
import { changeBetween, needsKey, type TrialChange } from './trial.rules.ts'

/** An order as it was submitted, as far as replaying looks at it. */
export type Replayed = Omit<Parameters<typeof requiredApprovals>[1], 'sameDay'> & {
  id: string
  number: string
  supplierId: string
  on: LocalDate
  stood: boolean
}

/** What an order would have needed under both schemes. */
export type Outcome = { id: string; now: string; next: string; change: TrialChange }

type Before = { number: string; on: LocalDate; gross: Pence; offContract: Pence }

/**
 * Replays orders, in the order in which they were submitted, under two schemes, through the function that decides
 * (`requiredApprovals`): each counts with those that were submitted before it to the same supplier within the scheme's
 * window. Keeps no more than the orders of the longer window.
 */
export function replay(now: ApprovalScheme, next: ApprovalScheme): (order: Replayed) => Outcome {
  const longest = Math.max(now.window.days, next.window.days)
  const before = new Map<string, Before[]>()
  return (order) => {
    const { id, number, supplierId, on, stood, ...submission } = order
    const earlier = (before.get(supplierId) ?? []).filter((one) => daysBetween(one.on, on) < longest)
    const needs = (scheme: ApprovalScheme): NeededApproval[] => {
      const sameDay = earlier.filter((one) => daysBetween(one.on, on) < scheme.window.days)
      return requiredApprovals(scheme, { ...submission, sameDay }).needed
    }
    const [needsNow, needsThen] = [needs(now), needs(next)]
    const own = { number, on, gross: submission.gross, offContract: offContractAmount(submission.lines) }
    before.set(supplierId, stood ? [...earlier, own] : earlier)
    return { id, now: needsKey(needsNow), next: needsKey(needsThen), change: changeBetween(needsNow, needsThen) }
  }
}
