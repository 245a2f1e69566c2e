import { HelpWith } from '#components/help/help-with.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { DateInput } from '#components/ui/text-input.tsx'
import type { OrganisationView } from '#lib/trusts/place.queries.ts'
import { BUYING_GROUPS } from '#lib/trusts/place.schema.ts'
import { joinBuyingGroupAction } from '#lib/trusts/set-up.actions.ts'
import { formatDate } from '#lib/values/format.ts'

const KINDS = { generics: 'Generics', branded: 'Branded medicines' } as const

/** The buying groups of the trust with their dates, and from when on another one counts. */
export function BuyingGroups({
  groups,
  trustId,
  edit,
}: {
  groups: OrganisationView['groups']
  trustId: string
  edit: boolean
}) {
  return (
    <Section
      id="groups"
      title="Buying groups"
      lead="They decide which contract prices are the trust’s: one group for generics, one region for branded medicines."
    >
      <HelpWith topic="buying-group" />
      {groups.length === 0 ? (
        <EmptyState>None yet. Without one, only national contracts have a price here.</EmptyState>
      ) : (
        <Table caption="Buying groups">
          <TableHead>
            <HeadCell>For</HeadCell>
            <HeadCell>Group</HeadCell>
            <HeadCell>From</HeadCell>
            <HeadCell>To</HeadCell>
          </TableHead>
          <TableBody>
            {groups.map((group) => (
              <Row key={group.id}>
                <RowHead>{KINDS[group.kind]}</RowHead>
                <Cell label="Group">{nameOf(group)}</Cell>
                <Cell label="From">{formatDate(group.from)}</Cell>
                <Cell label="To">{group.to === null ? 'No end' : formatDate(group.to)}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {edit &&
        (['generics', 'branded'] as const).map((kind) => (
          <Details
            key={kind}
            summary={kind === 'generics' ? 'Set the group for generics' : 'Set the region for branded medicines'}
            open={!groups.some((group) => group.kind === kind)}
          >
            <ActionForm action={joinBuyingGroupAction} trustId={trustId} id={`join-${kind}`} hidden={{ kind }}>
              <Select
                name="code"
                label={kind === 'generics' ? 'Buying group' : 'Region'}
                choices={Object.entries(BUYING_GROUPS[kind]).map(([value, name]) => ({
                  value,
                  label: label(value, name),
                }))}
                placeholder="Choose"
              />
              <DateInput name="validFrom" label="From" />
              <Button kind="secondary">{kind === 'generics' ? 'Save group' : 'Save region'}</Button>
            </ActionForm>
          </Details>
        ))}
    </Section>
  )
}

function nameOf({ kind, code }: { kind: 'generics' | 'branded'; code: string }): string {
  const names: Readonly<Record<string, string>> = BUYING_GROUPS[kind]
  return label(code, names[code] ?? 'not in the list')
}

function label(code: string, name: string): string {
  return code.toLowerCase() === name.toLowerCase() ? name : `${code}, ${name}`
}
