'use client'

import { useState } from 'react'
import { Checkboxes } from '#components/ui/choices.tsx'
import { Section } from '#components/ui/section.tsx'
import { NumberInput } from '#components/ui/text-input.tsx'
import type { ApprovalScheme } from '#lib/orders/order/scheme.schema.ts'
import { formatCounted } from '#lib/values/format.ts'
import { BandsEditor } from './bands-editor.tsx'
import { ChangeSummary } from './change-summary.tsx'
import { bandsOf, CATEGORIES, type LineDraft, linesInWords, linesOf, type Nameable } from './draft.ts'
import { FoldedRule } from './folded-rule.tsx'
import { PlanEditor } from './plan-editor.tsx'

type Category = (typeof CATEGORIES)[number][0]

/** A scheme of delegation to be changed: bands, what is asked beside them, and the numbers. */
export function SchemeEditor({ scheme, people }: { scheme: ApprovalScheme; people: readonly Nameable[] }) {
  const [bands, setBands] = useState(() => bandsOf(scheme.bands))
  const [offContract, setOffContract] = useState(() => bandsOf(scheme.offContract))
  const [plans, setPlans] = useState(() => {
    const all = CATEGORIES.map(([category]): [Category, LineDraft[]] => [category, linesOf(scheme[category].plan)])
    return Object.fromEntries(all) as Record<Category, LineDraft[]>
  })
  const [start] = useState({ bands, offContract, plans })
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const nameOf = (person: string) => people.find((one) => one.id === person)?.name ?? 'Somebody who left'
  return (
    <div
      onChange={({ target }) => {
        if (target instanceof HTMLInputElement && target.inputMode !== '' && target.name in NUMBERS)
          setTyped((all) => ({ ...all, [target.name]: target.value }))
      }}
    >
      <Section
        id="amounts"
        title="What an order comes to"
        lead="With VAT, orders to one supplier counted together. A larger amount never needs less."
      >
        <NumberInput
          name="windowDays"
          label="Count orders to one supplier together within"
          suffix="days"
          hint="1 is the same day"
          defaultValue={String(scheme.window.days)}
        />
        <BandsEditor name="bands" bands={bands} people={people} onChange={setBands} />
      </Section>
      <Section
        id="off-contract"
        title="Lines bought beside a contract"
        lead="What these lines come to, with VAT, counted together in the same way."
      >
        <FoldedRule names={['offContract']} title="The bands" says={`${formatCounted(offContract.length, 'band')}.`}>
          <BandsEditor name="offContract" bands={offContract} people={people} onChange={setOffContract} />
        </FoldedRule>
      </Section>
      <Section
        id="categories"
        title="What is asked whatever it comes to"
        lead="One signature that stands high enough for several rules is asked for once. A pharmacist always agrees to controlled drugs of Schedules 1 to 3 and to unlicensed medicines."
      >
        {CATEGORIES.map(([category, words]) => (
          <section className="app-band" key={category} aria-label={words}>
            <FoldedRule
              names={[category, ...(BESIDE[category] ?? [])]}
              title={words}
              says={`Asks ${linesInWords(plans[category], nameOf)}.`}
            >
              <Beside category={category} scheme={scheme} />
              <PlanEditor
                name={category}
                of={words}
                lines={plans[category]}
                people={people}
                onChange={(lines) => setPlans((all) => ({ ...all, [category]: lines }))}
              />
            </FoldedRule>
          </section>
        ))}
      </Section>
      <Section id="times" title="Times and the sample">
        <NumberInput
          name="waitingDays"
          label="An approval that nobody gives is over after"
          suffix="days"
          defaultValue={String(scheme.waitingDays)}
        />
        <NumberInput
          name="sample"
          label="Of orders that passed by themselves, look at"
          suffix="of 100"
          hint="An auditor or lead looks at them. Nobody can tell which are picked."
          defaultValue={String(scheme.sample)}
        />
      </Section>
      <Section id="what-changes" title="What you change">
        <ChangeSummary
          was={start}
          is={{ bands, offContract, plans }}
          numbers={numbersChanged(scheme, typed)}
          nameOf={nameOf}
        />
      </Section>
    </div>
  )
}

/** Fields of a category beside who is asked. */
const BESIDE: Partial<Record<Category, readonly string[]>> = {
  priceOverContract: ['tolerance'],
  controlledDrugs: ['moreCategories'],
  emergency: ['emergencyHours', 'emergencyClinical'],
}

/** The numbers of a scheme: what each is called in a summary, and what it is now. */
const NUMBERS: Readonly<Record<string, { words: string; now: (scheme: ApprovalScheme) => number }>> = {
  windowDays: { words: 'Days that count together', now: ({ window }) => window.days },
  tolerance: { words: 'Dearer than the contract by more than, %', now: (one) => one.priceOverContract.tolerance / 100 },
  emergencyHours: { words: 'Hours to agree to an emergency', now: ({ emergency }) => emergency.hours },
  waitingDays: { words: 'Days until an approval is over', now: ({ waitingDays }) => waitingDays },
  sample: { words: 'Looked at, of 100', now: ({ sample }) => sample },
}

function numbersChanged(scheme: ApprovalScheme, typed: Readonly<Record<string, string>>): string[] {
  return Object.entries(NUMBERS).flatMap(([name, { words, now }]) => {
    const was = String(now(scheme))
    const is = (typed[name] ?? was).trim()
    return is === was ? [] : [`${words}: ${is === '' ? 'nothing' : is}, not ${was}`]
  })
}

const MORE = [
  { value: '0008', label: 'Schedule 4, anabolic steroids' },
  { value: '0009', label: 'Schedule 4, benzodiazepines and others' },
  { value: '0010', label: 'Schedule 5' },
]

/** What belongs to one category beside who is asked. */
function Beside({ category, scheme }: { category: Category; scheme: ApprovalScheme }) {
  switch (category) {
    case 'priceOverContract':
      return (
        <NumberInput
          decimal
          name="tolerance"
          label="Dearer by more than"
          suffix="%"
          defaultValue={String(scheme.priceOverContract.tolerance / 100)}
        />
      )
    case 'controlledDrugs':
      return (
        <Checkboxes
          name="moreCategories"
          label="Schedules 1, 2 and 3, and also"
          options={MORE}
          defaultValues={scheme.controlledDrugs.categories.filter((one) => MORE.some(({ value }) => value === one))}
        />
      )
    case 'emergency':
      return (
        <NumberInput
          name="emergencyHours"
          label="An emergency order goes at once and is decided on within"
          suffix="hours"
          hint="Controlled drugs and unlicensed medicines wait for their pharmacist all the same"
          defaultValue={String(scheme.emergency.hours)}
        />
      )
    default:
      return null
  }
}
