import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { endFormularyAction, setFormularyAction } from '#lib/catalogue/formulary/formulary.actions.ts'
import type { FormularyEntry, MedicineFormulary } from '#lib/catalogue/formulary/formulary.queries.ts'
import {
  FORMULARY_CODES,
  FORMULARY_STATUSES,
  type FormularyStatus,
  formularyMark,
} from '#lib/catalogue/formulary/formulary.rules.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'

const HINTS: Record<FormularyStatus, string> = {
  ON: 'Ordered without more ado',
  RESTRICTED: 'The order pad shows the criteria',
  NON_FORMULARY: 'The order pad asks for a reason',
  UNLICENSED_APPROVED: 'Its approval number is asked for as with every unlicensed medicine',
  NOT_PERMITTED: 'It cannot be ordered',
}

/** Which packs it is said of: the whole medicine, or one pack, whose entry then counts before the medicine's. */
export function WhichPacks({ formulary, pack }: { formulary: MedicineFormulary; pack: string }) {
  if (formulary.packs.length < 2) return null
  return (
    <form action={`/catalogue/${formulary.vmpId}/formulary`} method="get" aria-label="Packs it is said of">
      <Select
        name="pack"
        label="Of which packs"
        hint="What is said of one pack counts before what is said of the medicine"
        choices={[
          { value: '', label: 'Every pack of the medicine' },
          ...formulary.packs.map((one) => ({ value: one.amppId, label: `${one.packText}, ${packMake(one)}` })),
        ]}
        defaultValue={pack}
      />
      <Button kind="secondary">Choose</Button>
    </form>
  )
}

/** What the formulary says of a medicine or pack from a day on. */
export function SetFormularyForm({
  formulary,
  pack,
  today,
  trustId,
}: {
  formulary: MedicineFormulary
  pack: string
  today: LocalDate
  trustId: string
}) {
  const { entries, vmpId } = formulary
  const now = entries.find((one) => one.amppId === pack && one.state === 'now')
  const coming = entries.filter((one) => one.amppId === pack && one.state === 'coming')
  const of = formulary.packs.find((one) => one.amppId === pack)
  const what = of ? `${of.packText}, ${packMake(of)}` : 'the medicine'
  return (
    <>
      <p>
        {now
          ? `The formulary says of ${what}: ${FORMULARY_STATUSES[now.status].toLowerCase()}, since ${formatDate(now.from)}. It ends the day before what you enter begins.`
          : `The formulary says nothing of ${what} yet.`}
        {coming.map((one) => ` From ${formatDate(one.from)}: ${FORMULARY_STATUSES[one.status].toLowerCase()}.`)}
      </p>
      <ActionForm
        action={setFormularyAction}
        trustId={trustId}
        hidden={{ vmpId, amppId: pack, standing: formularyMark(entries, pack) }}
        id="formulary"
        className="app-gap"
      >
        <Radios
          name="status"
          label="What the formulary says"
          options={FORMULARY_CODES.map((value) => ({ value, label: FORMULARY_STATUSES[value], hint: HINTS[value] }))}
          defaultValue={now?.status}
        />
        <Textarea
          name="criteria"
          label="Criteria, where it is restricted"
          hint="For whom and when it may be used"
          defaultValue={now?.criteria}
          rows={3}
          maxLength={1000}
        />
        <TextInput name="reason" label="Why, or who decided it" maxLength={300} />
        <TextInput name="reference" label="Minute or request (optional)" maxLength={100} />
        <DateInput name="from" label="First day" defaultValue={formatDate(today)} width={20} />
        <Button>Enter in the formulary</Button>
      </ActionForm>
    </>
  )
}

/** The end of what the formulary says; what is to come is taken off. */
export function EndFormularyForm({
  entry,
  today,
  trustId,
}: {
  entry: FormularyEntry
  today: LocalDate
  trustId: string
}) {
  const coming = entry.state === 'coming'
  const last = coming ? addDays(entry.from, -1) : today
  return (
    <>
      <p>
        {FORMULARY_STATUSES[entry.status]}, {coming ? 'to begin' : 'since'} {formatDate(entry.from)}
        {coming ? '.' : '. After its end the formulary says nothing of it.'}
      </p>
      <ActionForm
        action={endFormularyAction}
        trustId={trustId}
        hidden={{ entryId: entry.id, until: entry.to ?? 'open', ...(coming ? { last } : {}) }}
        id="end-formulary"
        className="app-gap"
      >
        {!coming && <DateInput name="last" label="Last day" defaultValue={formatDate(last)} width={20} />}
        <TextInput name="reason" label={coming ? 'Why it is taken off' : 'Why it ends'} maxLength={300} />
        <Button kind="secondary">{coming ? 'Take it off' : 'End it'}</Button>
      </ActionForm>
    </>
  )
}
