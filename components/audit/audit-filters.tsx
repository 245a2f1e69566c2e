import { FilterForm } from '#components/ui/filter-form.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import type { AuditAsked, ReadAudit } from '#lib/audit/audit.schema.ts'
import type { AuditChoices } from '#lib/audit/audit-view.queries.ts'
import { formatCounted, formatDate, formatList } from '#lib/values/format.ts'

const NAMED = 3

/** What the record is narrowed by: any of it, all at once. */
export function AuditFilters({
  asked,
  choices,
  errors,
  typed,
  filtered,
}: Omit<ReadAudit, 'asked'> & { asked: AuditAsked; choices: AuditChoices; filtered: boolean }) {
  return (
    <>
      <FilterForm
        action="/audit"
        label="Filter the record"
        clear={filtered ? '/audit' : undefined}
        errors={errors}
        typed={typed}
        section
      >
        <TextInput name="number" label="Order or goods received note" defaultValue={asked.number} />
        <Select
          name="person"
          label="Person"
          placeholder="Everybody"
          defaultValue={asked.person}
          choices={choices.people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextInput name="product" label="Product" defaultValue={asked.product} />
        <Select
          name="supplier"
          label="Supplier"
          placeholder="All suppliers"
          defaultValue={asked.supplier}
          choices={choices.suppliers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateInput
          name="from"
          label="From"
          hint="Like 6 November 2026"
          width="full"
          defaultValue={asked.from && formatDate(asked.from)}
        />
        <DateInput
          name="to"
          label="To"
          hint="Like 30 November 2026"
          width="full"
          defaultValue={asked.to && formatDate(asked.to)}
        />
      </FilterForm>
      {asked.product !== '' && <p className="app-14 app-2">{meant(choices.medicines.map((one) => one.name))}</p>}
    </>
  )
}

function meant(names: readonly string[]): string {
  if (names.length === 0) return 'No product of the catalogue is called that.'
  const rest = names.length - NAMED
  const more = rest > 0 ? [formatCounted(rest, 'other product')] : []
  return `Orders and deliveries with ${formatList([...names.slice(0, NAMED), ...more])}.`
}
