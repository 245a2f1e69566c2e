import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox, Checkboxes } from '#components/ui/choices.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { kindsBetween } from '#lib/access/deputies/consent.rules.ts'
import { nameDeputyAction } from '#lib/access/deputies/deputies.actions.ts'
import type { DeputyChoice } from '#lib/access/deputies/deputies.queries.ts'
import { MOST_DAYS } from '#lib/access/deputies/deputy.schema.ts'
import { ROLE_NAMES } from '#lib/access/roles.ts'
import { DEPUTY_KIND_NAMES, DEPUTY_KINDS } from '#lib/orders/order/deputy-kinds.rules.ts'
import type { LocalDate } from '#lib/values/dates.ts'
import { formatDate, formatList } from '#lib/values/format.ts'

/** Says that one is away, names a deputy, or both; an administrator proposes it for somebody else. */
export function DeputyForm({
  trustId,
  persons,
  deputies,
  today,
  me,
}: {
  trustId: string
  persons: readonly DeputyChoice[]
  deputies: readonly DeputyChoice[]
  today: LocalDate
  me: string | null
}) {
  const [only] = persons
  const own = only?.id === me
  const kinds = DEPUTY_KINDS.filter((kind) =>
    persons.some((person) => deputies.some((one) => kindsBetween(person.roles, one.roles, [kind]).length > 0)),
  )
  return (
    <ActionForm
      action={nameDeputyAction}
      trustId={trustId}
      id="name-deputy"
      hidden={persons.length === 1 && only ? { forPerson: only.id } : {}}
    >
      {persons.length > 1 && (
        <Select
          name="forPerson"
          label="For whom"
          hint="For anybody but yourself it needs their consent"
          choices={persons.map((one) => choice(one, me))}
          {...(own ? {} : { placeholder: 'Choose a person' })}
        />
      )}
      <Checkbox
        name="away"
        label={own ? 'I am away' : 'They are away'}
        hint="What would come to whoever is away goes to the deputy; without one, to whoever else may decide it"
        defaultChecked
      />
      <TextInput
        name="fromOn"
        label="First day"
        hint="Like 6 August 2026"
        defaultValue={formatDate(today)}
        width={20}
      />
      <TextInput name="fromTime" label="From what time" hint="Leave it empty for the whole day" width={6} />
      <TextInput name="untilOn" label="Last day" hint={`Like 21 August 2026; ${MOST_DAYS} days at most`} width={20} />
      <TextInput name="untilTime" label="Until what time" hint="Leave it empty for the whole day" width={6} />
      <Select
        name="deputy"
        label="Who stands in"
        hint={`Somebody who decides orders already. They never decide more than ${own ? 'you' : 'the person'} could, and never their own orders`}
        placeholder="Nobody"
        choices={deputies.filter((one) => persons.length > 1 || one.id !== only?.id).map((one) => choice(one, me))}
      />
      <Checkboxes
        name="kinds"
        label="They may decide"
        options={kinds.map((kind) => ({ value: kind, label: DEPUTY_KIND_NAMES[kind] }))}
        defaultValues={kinds}
      />
      <TextInput
        name="most"
        label="Up to what amount"
        hint="In pounds with VAT, a supplier and day. Leave it empty for the person’s own limit"
        inputMode="decimal"
        width={10}
      />
      <TextInput name="reason" label="Why" hint="Such as annual leave" />
      <Button>{own && persons.length === 1 ? 'Save' : 'Save or propose it'}</Button>
    </ActionForm>
  )
}

function choice({ id, name, roles }: DeputyChoice, me: string | null): { value: string; label: string } {
  return {
    value: id,
    label: `${name}${id === me ? ' (you)' : ''}, ${formatList(roles.map((role) => ROLE_NAMES[role]))}`,
  }
}
