import { formatCounted, formatPence, formatPercent } from '#lib/values/format.ts'
import type { Plan } from './plan.schema.ts'
import { scheduleOf } from './reason.rules.ts'
import { type ApprovalScheme, type Bands, SCHEDULES_1_TO_3 } from './scheme.schema.ts'
import { capital, planWords } from './who-words.rules.ts'

/** One rule of a scheme: when it applies, and who must agree then. */
export type SchemeRule = { when: string; who: string }

/** A scheme as one reads it, rule by rule. `nameOf` says what the people named in it are called. */
export function schemeInWords(scheme: ApprovalScheme, nameOf: (id: string) => string): SchemeRule[] {
  return [
    ...bandRules(scheme.bands).map(({ when, plan }) => ({
      when: `An order of ${when}`,
      who: plan.length === 0 ? BY_ITSELF : whoIn(plan, nameOf),
    })),
    ...bandRules(scheme.offContract).map(({ when, plan }) => ({
      when: `Lines bought beside a contract, ${when}`,
      who: whoIn(plan, nameOf),
    })),
    ...rulesBeside(scheme, nameOf),
  ]
}

const BY_ITSELF = 'Nobody: contract lines pass by themselves and are marked as such'

function whoIn(plan: Plan, nameOf: (id: string) => string): string {
  return capital(planWords(plan, nameOf))
}

/** A ladder of bands as one reads it, from the smallest amount up. */
export function bandsInWords(bands: Bands, nameOf: (id: string) => string): SchemeRule[] {
  return bandRules(bands).map(({ when, plan }) => ({
    when: capital(when),
    who: plan.length === 0 ? 'Nobody' : whoIn(plan, nameOf),
  }))
}

/** What a scheme says beside its ladders of bands. */
export function rulesBeside(scheme: ApprovalScheme, nameOf: (id: string) => string): SchemeRule[] {
  const who = (plan: Plan, besides = false) =>
    besides && plan.length > 0 ? `${whoIn(plan, nameOf)}, besides the others` : whoIn(plan, nameOf)
  const { priceOverContract, emergency, window, waitingDays, sample } = scheme
  const over =
    priceOverContract.tolerance === 0 ? '' : ` by more than ${formatPercent(priceOverContract.tolerance, 10_000)}`
  return [
    { when: 'A pack never bought before', who: who(scheme.firstPurchase.plan) },
    { when: 'A first order to a supplier, beside the contracts', who: who(scheme.newSupplier.plan) },
    { when: `A price dearer than the contract${over}`, who: who(priceOverContract.plan) },
    { when: 'A high-cost medicine', who: who(scheme.highCost.plan) },
    { when: controlledWhen(scheme), who: who(scheme.controlledDrugs.plan, true) },
    { when: 'An unlicensed medicine without a valid approval', who: who(scheme.unlicensed.plan, true) },
    { when: 'An emergency order', who: emergencyWords(emergency, who(emergency.plan)) },
    {
      when: 'Several orders to one supplier',
      who: `Count as one ${window.days === 1 ? 'on the same day' : `within ${window.days} days`}`,
    },
    {
      when: 'An approval that nobody gives',
      who: `Is over after ${formatCounted(waitingDays, 'day')}: the order is submitted again`,
    },
    {
      when: 'Orders that passed by themselves',
      who:
        sample === 0
          ? 'Nobody looks at a sample'
          : `${sample} of 100 are looked at, chosen so that nobody can tell which`,
    },
  ]
}

/** Each band of an amount in words: "up to £5,000.00", "more than £5,000.00, up to £25,000.00". */
export function bandRules(bands: Bands): { when: string; plan: Plan }[] {
  return bands.map(({ upTo, plan }, index) => {
    const from = bands[index - 1]?.upTo ?? null
    const begins = from === null ? '' : `more than ${formatPence(from)}`
    const ends = upTo === null ? '' : `up to ${formatPence(upTo)}`
    return { when: [begins, ends].filter((text) => text !== '').join(', ') || 'any amount', plan }
  })
}

function controlledWhen({ controlledDrugs: { categories } }: ApprovalScheme): string {
  const more = [...new Set(categories.filter((one) => !SCHEDULES_1_TO_3.includes(one)).map(scheduleOf))].sort()
  return `A controlled drug of Schedule ${['1', '2', ...(more.length > 0 ? ['3'] : [])].join(', ')}${more.length > 0 ? `, ${more.join(', ')}` : ' or 3'}`
}

function emergencyWords({ hours }: ApprovalScheme['emergency'], who: string): string {
  const by = `${who.charAt(0).toLowerCase()}${who.slice(1)}`
  return `Goes at once; decided on within ${formatCounted(hours, 'hour')} by whom it needs, and by ${by}. Controlled drugs and unlicensed medicines wait all the same.`
}
