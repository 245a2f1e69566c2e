import type { ReasonWords } from '#lib/orders/order/reason.rules.ts'
import { APPROVER_NAMES } from '#lib/orders/order/reason.rules.ts'
import type { ApproverRole } from '#lib/orders/order/scheme.schema.ts'
import { formatList } from '#lib/values/format.ts'

/** What an order needs before (or, `retrospective`, after) it goes; `people` are the names it would come to. */
export type MustAgree = {
  role: ApproverRole
  retrospective: boolean
  reasons: readonly ReasonWords[]
  people: readonly string[]
}

/** Who must agree to an order and why, before it is submitted. Nobody: it goes by itself, and says so. */
export function WhoMustAgree({ needs }: { needs: readonly MustAgree[] }) {
  if (needs.length === 0) {
    return <p>Nobody: it is on contract and within your limit. It goes to the supplier as soon as you submit it.</p>
  }
  return (
    <ul>
      {needs.map((need) => (
        <li key={need.role}>
          <b>
            {APPROVER_NAMES[need.role]}
            {need.retrospective && ', afterwards'}
          </b>
          : {comesTo(need)}
          <ul>
            {need.reasons.map((one) => (
              <li key={one.title}>
                {one.title}. {one.text}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function comesTo({ people }: MustAgree): string {
  if (people.length === 0) return 'nobody in this trust can decide it. Ask your administrator.'
  const shown = people.length > 3 ? [...people.slice(0, 3), `${people.length - 3} more`] : people
  return formatList(shown)
}
