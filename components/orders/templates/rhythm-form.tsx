import { Checkboxes, Radios } from '#components/ui/choices.tsx'
import { Following } from '#components/ui/following.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, NumberInput } from '#components/ui/text-input.tsx'
import { DAY_NAMES } from '#lib/orders/raise/standing/rhythm.rules.ts'
import { CLOSED_DAYS, type Rhythm } from '#lib/orders/raise/standing/rhythm.schema.ts'
import { formatDate } from '#lib/values/format.ts'

/** How often a standing order is made, and who reviews it. Only the fields of the chosen rhythm count. */
export function RhythmFields({
  rhythm,
  ownerId,
  buyers,
}: {
  rhythm?: Rhythm
  ownerId: string
  buyers: readonly { id: string; name: string }[]
}) {
  const weeks = rhythm?.kind === 'weeks' ? rhythm : null
  return (
    <>
      <Select
        name="ownerId"
        label="Who reviews and submits it"
        choices={buyers.map((one) => ({ value: one.id, label: one.name }))}
        defaultValue={ownerId}
      />
      <Following
        question={
          <Radios
            name="kind"
            label="How often it is made"
            defaultValue={rhythm?.kind ?? 'weekdays'}
            options={[
              { value: 'weekdays', label: 'On days of the week' },
              { value: 'weeks', label: 'Every few weeks' },
              { value: 'month', label: 'Once a month' },
            ]}
          />
        }
        parts={[
          {
            of: 'weekdays',
            asks: (
              <Checkboxes
                name="days"
                label="Days of the week"
                layout="inline"
                defaultValues={rhythm?.kind === 'weekdays' ? rhythm.days.map(String) : []}
                options={DAY_NAMES.map((name, index) => ({ value: String(index + 1), label: name }))}
              />
            ),
          },
          {
            of: 'weeks',
            asks: (
              <>
                <NumberInput
                  name="every"
                  label="How many weeks from one to the next"
                  defaultValue={weeks ? String(weeks.every) : undefined}
                />
                <DateInput
                  name="first"
                  label="The first day"
                  defaultValue={weeks ? formatDate(weeks.first) : undefined}
                />
              </>
            ),
          },
          {
            of: 'month',
            asks: (
              <NumberInput
                name="day"
                label="Day of the month"
                hint="From 1 to 31; the last day where a month is shorter"
                defaultValue={rhythm?.kind === 'month' ? String(rhythm.day) : undefined}
              />
            ),
          },
        ]}
      />
      <Radios
        name="closed"
        label="Where that day is a weekend or a bank holiday in England"
        defaultValue={rhythm?.closed ?? 'next'}
        options={Object.entries(CLOSED_DAYS).map(([value, label]) => ({ value, label }))}
      />
    </>
  )
}
