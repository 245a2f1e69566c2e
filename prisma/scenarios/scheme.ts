import { justOne } from '#lib/orders/order/plan.rules.ts'
import type { Plan } from '#lib/orders/order/plan.schema.ts'
import { type ApprovalScheme, approvalScheme, DEFAULT_SCHEME } from '#lib/orders/order/scheme.schema.ts'
import { checkSample } from '#lib/orders/sample/check-sample.command.ts'
import { samplePage } from '#lib/orders/sample/sample.queries.ts'
import { adoptScheme } from '#lib/orders/scheme/adopt-scheme.command.ts'
import { proposeScheme } from '#lib/orders/scheme/propose-scheme.command.ts'
import { addDays, londonDate, londonInstant, startOfMonth } from '#lib/values/dates.ts'
import { actOf, done } from './demo-act.ts'
import { type Stage, workingDay } from './stage.ts'

/** Days before today on which Riverside changed its scheme. */
const CHANGED = 200

/** How often somebody looks at the sample, days. */
const ROUND = 28

const then = (...roles: Parameters<typeof justOne>[0][]): Plan => roles.flatMap((role) => justOne(role))

/**
 * Riverside's own: the director of finance signs the largest orders after the chief pharmacist, not instead; ten of a hundred are
 * looked at, so that the demo has some.
 */
const OWN: ApprovalScheme = approvalScheme.parse({
  ...DEFAULT_SCHEME,
  bands: [...DEFAULT_SCHEME.bands.slice(0, -1), { upTo: null, plan: then('chief', 'director') }],
  sample: 10,
})

/** What the lead proposes now: a week counts together, the lead signs first, and emergencies are decided on sooner. */
const PROPOSED: ApprovalScheme = approvalScheme.parse({
  ...OWN,
  bands: [
    { upTo: 300_000, plan: [] },
    { upTo: 2_500_000, plan: justOne('lead') },
    { upTo: 10_000_000, plan: then('lead', 'chief') },
    { upTo: null, plan: then('lead', 'chief', 'director') },
  ],
  window: { days: 7 },
  emergency: { ...OWN.emergency, hours: 12 },
})

/**
 * How Riverside came to its own scheme of delegation, the change that waits for its second person, and who looked at the
 * sample of what passed by itself, month by month; the newest one at least is still to be looked at.
 */
export function planScheme(stage: Stage, from: Date): void {
  const { demo, trust, timetable, now } = stage
  const today = londonDate(now)
  const changed = workingDay(addDays(today, -CHANGED))
  let adopting = ''
  const looked = { at: 0 }
  timetable.at(londonInstant(changed, '14:00'), async () => {
    const made = await proposeScheme(actOf(demo, trust, 'lead'), {
      ...{ version: 1, from: addDays(changed, 7), scheme: OWN },
      reason: 'Standing financial instructions, Table B: two signatures beyond £100,000.',
    })
    adopting = done(made).proposalId
  })
  timetable.at(londonInstant(workingDay(addDays(changed, 3)), '09:30'), async () => {
    const note = 'Agreed at the finance committee.'
    done(await adoptScheme(actOf(demo, trust, 'director'), { proposalId: adopting, edit: 1, note }))
  })
  for (let day = addDays(londonDate(from), ROUND); day < addDays(today, -7); day = addDays(day, ROUND))
    timetable.at(londonInstant(workingDay(day), '15:30'), () => lookAtSample(stage, looked))
  timetable.at(londonInstant(workingDay(addDays(today, -1)), '16:10'), async () => {
    const made = await proposeScheme(actOf(demo, trust, 'lead'), {
      ...{ version: 2, from: startOfMonth(addDays(today, 31)), scheme: PROPOSED },
      reason:
        'Internal audit: orders to one supplier over several days should count together, and I should sign first.',
    })
    done(made)
  })
}

/** What the auditor finds not to be fine, one after the other. */
const NOT_FINE = [
  'Ordered twice within two days; the second could have waited for the usual order.',
  'Packs for six weeks where four are usual, and no reason given.',
  'Delivered to the main store, used on the satellite ward: the cost centre is not theirs.',
]

/** Of so many that were looked at, one was not fine. */
const ONE_IN = 4

/** An auditor works off what is open of the sample but for one, which waits; now and then something is not fine. */
async function lookAtSample({ demo, trust }: Stage, looked: { at: number }): Promise<void> {
  const act = () => actOf(demo, trust, 'auditor')
  const { rows } = (await samplePage(act().actor, 'open')) ?? { rows: [] }
  for (const { id } of rows.slice(1)) {
    looked.at += 1
    const words = looked.at % ONE_IN === 0 ? (NOT_FINE[(looked.at / ONE_IN - 1) % NOT_FINE.length] ?? '') : ''
    done(await checkSample(act(), { sampleId: id, outcome: words === '' ? 'fine' : 'not_fine', words }))
  }
}
