import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { CostCentreForm } from '#components/trusts/cost-centre-form.tsx'
import { FormColumn } from '#components/trusts/form-column.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { SetUpNext } from '#components/trusts/set-up-checklist.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { costCentresOf } from '#lib/trusts/place.queries.ts'
import { setUpOf } from '#lib/trusts/set-up.queries.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Cost centres' }

export default async function CostCentresPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('costCentres')
  const [centres, steps, { saved }] = await Promise.all([costCentresOf(actor), setUpOf(actor), searchParams])
  const edit = may(actor, 'settings.edit')
  const used = centres.filter((one) => one.active).length
  return (
    <Main>
      <PageHead
        title="Cost centres"
        standfirst={`${used === 0 ? 'No cost centre is' : formatCounted(used, 'cost centre')} in use. Every order is booked to one.`}
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved saved={saved} words={{ '1': 'The cost centre is saved.' }} />
      <SetUpNext steps={steps} here="/settings/cost-centres" />
      {centres.length === 0 ? (
        <EmptyState title="No cost centre yet">Orders are booked to one, so add at least one below.</EmptyState>
      ) : (
        <Section id="centres" title="Cost centres" headingHidden>
          <Table caption="Cost centres">
            <TableHead>
              <HeadCell>Code</HeadCell>
              <HeadCell>What it stands for</HeadCell>
              <HeadCell>In use</HeadCell>
            </TableHead>
            <TableBody>
              {centres.map((one) => (
                <Row key={one.id}>
                  <RowHead>
                    {edit ? <Link href={`/settings/cost-centres/${one.id}`}>{one.code}</Link> : one.code}
                  </RowHead>
                  <Cell label="What it stands for">{one.name}</Cell>
                  <Cell label="In use">{one.active ? 'Yes' : 'No'}</Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
          <TakeList list="cost-centres" what="these cost centres" />
        </Section>
      )}
      {edit && (
        <Section id="add" title="Add a cost centre">
          <FormColumn below={false}>
            <CostCentreForm trustId={actor.trustId} />
          </FormColumn>
        </Section>
      )}
    </Main>
  )
}
