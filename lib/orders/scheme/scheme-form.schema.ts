import { z } from 'zod'
import { APPROVER_ROLES, type Plan } from '#lib/orders/order/plan.schema.ts'
import { proposedScheme, SCHEDULES_1_TO_3 } from '#lib/orders/order/scheme.schema.ts'
import { parseDate } from '#lib/values/dates.ts'
import { parsePounds } from '#lib/values/money.ts'

const list = (value: unknown) => (value === undefined ? [] : [value].flat())

/** One line of a plan as the form has it: who, how many of them, and whether they are asked after those above. */
const who = z.object({
  turn: z.enum(['and', 'then']).default('and'),
  role: z.enum(APPROVER_ROLES, { error: 'Choose who is asked' }),
  signatures: z.coerce.number().int().default(1),
  people: z.preprocess(list, z.array(z.string())),
})

const plan = z.array(who).max(16, 'Ask at most 16 kinds of approver').default([])

const pounds = z.string({ error: 'Enter an amount in pounds, like 5,000' }).transform((text, context) => {
  const amount = parsePounds(text)
  if (amount !== null) return amount
  context.addIssue({ code: 'custom', message: 'Enter an amount in pounds, like 5,000' })
  return z.NEVER
})

const bands = z.array(z.object({ upTo: pounds.optional(), who: plan })).default([])

function whole(message: string) {
  return z
    .string({ error: message })
    .trim()
    .regex(/^\d{1,6}$/, message)
    .transform(Number)
}

/** A scheme as its form sends it, field by field. */
const typed = z.object({
  bands,
  windowDays: whole('Enter a number of days, like 1'),
  offContract: bands,
  firstPurchase: plan,
  newSupplier: plan,
  priceOverContract: plan,
  tolerance: z
    .string({ error: 'Enter a percentage, like 2.5' })
    .trim()
    .regex(/^\d{1,3}(\.\d{1,2})?\s*%?$/, 'Enter a percentage, like 2.5')
    .transform((text) => Math.round(Number.parseFloat(text) * 100)),
  highCost: plan,
  controlledDrugs: plan,
  moreCategories: z.preprocess(list, z.array(z.enum(['0008', '0009', '0010']))),
  unlicensed: plan,
  emergency: plan,
  emergencyHours: whole('Enter a number of hours, like 24'),
  waitingDays: whole('Enter a number of days, like 7'),
  sample: whole('Enter a whole number from 0 to 100, like 5'),
})

type Typed = z.output<typeof typed>

/** Where in the form each part of a scheme is typed, where it is not called the same. */
const FIELDS: Readonly<Record<string, string>> = {
  'window.days': 'windowDays',
  'priceOverContract.tolerance': 'tolerance',
  'emergency.hours': 'emergencyHours',
}

function stepsOf(lines: Typed['firstPurchase']): Plan {
  const steps: Plan = []
  for (const { turn, ...asked } of lines) {
    const last = steps.at(-1)
    if (last && turn === 'and') last.push(asked)
    else steps.push([asked])
  }
  return steps
}

/** The scheme that a form describes, not yet checked. */
function described(form: Typed): unknown {
  const tiles = (list: Typed['bands']) =>
    list.map(({ upTo, who: lines }, index) => ({
      upTo: index === list.length - 1 ? null : (upTo ?? null),
      plan: stepsOf(lines),
    }))
  return {
    bands: tiles(form.bands),
    window: { days: form.windowDays },
    offContract: tiles(form.offContract),
    firstPurchase: { plan: stepsOf(form.firstPurchase) },
    newSupplier: { plan: stepsOf(form.newSupplier) },
    priceOverContract: { plan: stepsOf(form.priceOverContract), tolerance: form.tolerance },
    highCost: { plan: stepsOf(form.highCost) },
    controlledDrugs: {
      categories: [...SCHEDULES_1_TO_3, ...form.moreCategories],
      plan: stepsOf(form.controlledDrugs),
    },
    unlicensed: { plan: stepsOf(form.unlicensed) },
    emergency: {
      hours: form.emergencyHours,
      plan: stepsOf(form.emergency),
    },
    waitingDays: form.waitingDays,
    sample: form.sample,
  }
}

/** The path of a form's field that a path of the scheme is typed in: a plan is put right as a whole. */
function fieldPath(path: readonly PropertyKey[]): (string | number)[] {
  const parts = path.map((part) => (typeof part === 'number' ? part : String(part)))
  const at = parts.indexOf('plan')
  if (at >= 0) return typeof parts[1] === 'number' ? [...parts.slice(0, at), 'who'] : parts.slice(0, at)
  const own = FIELDS[parts.join('.')]
  return own ? [own] : parts
}

/** A change of the scheme as it is proposed: what it is to be, from when, and why; `version` is the one it was made from. */
export const proposeForm = typed
  .extend({
    version: z.coerce.number().int().min(1),
    from: z.string({ error: 'Enter the day it applies from' }).transform((text, context) => {
      const day = parseDate(text)
      if (day) return day
      context.addIssue({ code: 'custom', message: 'Enter a day, like 1 December 2026' })
      return z.NEVER
    }),
    reason: z
      .string({ error: 'Enter why the scheme should change' })
      .trim()
      .min(1, 'Enter why the scheme should change')
      .max(1000, 'Shorten the reason to 1,000 characters'),
  })
  .transform(({ version, from, reason, ...form }, context) => {
    const read = proposedScheme.safeParse(described(form))
    if (read.success) return { version, from, reason, scheme: read.data }
    for (const issue of read.error.issues)
      context.addIssue({ code: 'custom', path: fieldPath(issue.path), message: issue.message })
    return z.NEVER
  })

/** A change that somebody proposes. */
export type ProposeScheme = z.output<typeof proposeForm>

const decision = { proposalId: z.uuid(), edit: z.coerce.number().int().min(1) }
const note = z.string().trim().max(1000, 'Shorten the note to 1,000 characters').default('')

/** The second person's answer to a proposal. */
export const decideProposalForm = z.discriminatedUnion('decision', [
  z.object({ ...decision, decision: z.literal('adopt'), note }),
  z.object({
    ...decision,
    decision: z.literal('refuse'),
    note: note.refine((text) => text !== '', 'Enter why you refuse it'),
  }),
])

/** The proposer's taking a proposal back. */
export const withdrawProposalForm = z.object({ ...decision, note })

/** To try a proposal once more. */
export const tryForm = z.object({ proposalId: z.uuid() })

/** What is tried once more. */
export type TryScheme = z.output<typeof tryForm>
