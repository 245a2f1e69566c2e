import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkboxes } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import { CD_NAMES, cdName, packMake } from '#lib/catalogue/pack.rules.ts'
import { endStricterAction, setStricterAction } from '#lib/catalogue/stricter/stricter.actions.ts'
import type { MedicineTreatments, TreatmentEntry } from '#lib/catalogue/stricter/stricter.queries.ts'
import { stricterThan, treatmentMark, treatmentWords } from '#lib/catalogue/stricter/stricter.rules.ts'
import { STRICTER_TICKS } from '#lib/catalogue/stricter/stricter.schema.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'

const TICKS = {
  pharmacist: { label: 'A pharmacist agrees to each order', hint: 'Whatever it costs and whoever raises it' },
  fridge: { label: 'Keep it in the fridge, 2 to 8°C', hint: 'Goods-in asks for its temperature' },
  hazardous: { label: 'Handle it as hazardous', hint: 'Said at goods-in and on its labels' },
} as const

/** Which packs it is said of: the whole medicine, or one pack, which then has both. */
export function WhichTreated({ treatments, pack }: { treatments: MedicineTreatments; pack: string }) {
  if (treatments.packs.length < 2) return null
  return (
    <form action={`/catalogue/${treatments.vmpId}/stricter`} method="get" aria-label="Packs it is said of">
      <Select
        name="pack"
        label="Of which packs"
        hint="What is said of one pack is added to what is said of the medicine"
        choices={[
          { value: '', label: 'Every pack of the medicine' },
          ...treatments.packs.map((one) => ({ value: one.amppId, label: `${one.packText}, ${packMake(one)}` })),
        ]}
        defaultValue={pack}
      />
      <Button kind="secondary">Choose</Button>
    </form>
  )
}

/** How a medicine or pack is treated more strictly from a day on. Only what is stricter than dm+d's word is offered. */
export function SetStricterForm({
  treatments,
  pack,
  today,
  trustId,
}: {
  treatments: MedicineTreatments
  pack: string
  today: LocalDate
  trustId: string
}) {
  const { entries, vmpId } = treatments
  const now = entries.find((one) => one.amppId === pack && one.state === 'now')
  const coming = entries.filter((one) => one.amppId === pack && one.state === 'coming')
  const of = treatments.packs.filter((one) => pack === '' || one.amppId === pack)
  const said = cdName(of[0]?.cdCategory ?? '0000')
  return (
    <>
      <p>
        dm+d: {said === '' ? 'no controlled drug' : said}.
        {now
          ? ` ${treatmentWords(now).join('. ')}, since ${formatDate(now.from)}. That ends the day before what you enter begins.`
          : ' Your trust treats it as dm+d says.'}
        {coming.map((one) => ` From ${formatDate(one.from)}: ${treatmentWords(one).join('. ')}.`)}
      </p>
      <ActionForm
        action={setStricterAction}
        trustId={trustId}
        hidden={{ vmpId, amppId: pack, standing: treatmentMark(entries, pack) }}
        id="stricter"
        className="app-gap"
      >
        <Select
          name="cdCategory"
          label="Treat it as a controlled drug"
          hint="Only what is stricter than dm+d can be chosen"
          choices={[
            { value: '0000', label: 'As dm+d says' },
            ...stricterThan(of).map((value) => ({ value, label: CD_NAMES[value] })),
          ]}
          defaultValue={now?.cdCategory ?? '0000'}
        />
        <Checkboxes
          name="also"
          label="And beside that"
          options={STRICTER_TICKS.map((value) => ({ value, ...TICKS[value] }))}
          defaultValues={STRICTER_TICKS.filter((one) => now?.[one])}
        />
        <TextInput name="reason" label="Why, or who decided it" maxLength={300} />
        <TextInput name="reference" label="Policy or minute (optional)" maxLength={100} />
        <DateInput name="from" label="First day" defaultValue={formatDate(today)} width={20} />
        <Button>Treat it more strictly</Button>
      </ActionForm>
    </>
  )
}

/** The end of a treatment; what is to come is taken off. */
export function EndStricterForm({
  entry,
  today,
  trustId,
}: {
  entry: TreatmentEntry
  today: LocalDate
  trustId: string
}) {
  const coming = entry.state === 'coming'
  const last = coming ? addDays(entry.from, -1) : today
  return (
    <>
      <p>
        {treatmentWords(entry).join('. ')}, {coming ? 'to begin' : 'since'} {formatDate(entry.from)}
        {coming ? '.' : '. After its end it is treated as dm+d says; orders submitted before keep it.'}
      </p>
      <ActionForm
        action={endStricterAction}
        trustId={trustId}
        hidden={{ entryId: entry.id, until: entry.to ?? 'open', ...(coming ? { last } : {}) }}
        id="end-stricter"
        className="app-gap"
      >
        {!coming && <DateInput name="last" label="Last day" defaultValue={formatDate(last)} width={20} />}
        <TextInput name="reason" label={coming ? 'Why it is taken off' : 'Why it ends'} maxLength={300} />
        <Button kind="secondary">{coming ? 'Take it off' : 'End it'}</Button>
      </ActionForm>
    </>
  )
}
