import type { Metadata } from 'next'
import { AwardTable } from '#components/contracts/award-table.tsx'
import { ChangeSets } from '#components/contracts/change-sets.tsx'
import { groupWords } from '#components/contracts/contract-words.ts'
import { TakeList } from '#components/lists/take-list.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { changeSets } from '#lib/contracts/changes/changes.queries.ts'
import { categoryWords } from '#lib/contracts/contract-names.rules.ts'
import { contractsOf } from '#lib/contracts/contracts.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCount, formatCounted, formatDate } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Contracts' }

export default async function ContractsPage() {
  const actor = await pageActor('contracts')
  const now = systemClock()
  const [{ groups, frameworks, endingSoon }, changes] = await Promise.all([
    contractsOf(actor, now),
    changeSets(actor, now),
  ])
  const hub = actor.trustKind === 'hub'
  const ending = frameworks.reduce((sum, framework) => sum + framework.ending, 0)
  return (
    <Main>
      <PageHead
        title="Contracts"
        standfirst={
          frameworks.length === 0
            ? 'No contract is on file that reaches you.'
            : `${formatCounted(
                frameworks.reduce((sum, framework) => sum + framework.now, 0),
                'line is',
                'lines are',
              )} in force on ${formatCounted(frameworks.length, 'framework')}. ${ending === 0 ? 'None ends' : `${formatCounted(ending, 'line ends', 'lines end')}`} within 90 days with nothing after.`
        }
        aside={groupWords(groups, hub)}
        actions={
          may(actor, 'contract.load') && (
            <ButtonLink href="/settings/loads/new?kind=contracts" kind="secondary">
              Load a catalogue
            </ButtonLink>
          )
        }
      />
      <ChangeSets {...changes} hub={hub} />
      {frameworks.length === 0 ? (
        <EmptyState>
          {groups.generics === null && groups.branded === null && !hub
            ? 'Your trust is in no buying group. An administrator sets it under Settings, Organisation.'
            : 'An administrator or your regional hub loads contract files under Settings.'}
        </EmptyState>
      ) : (
        <>
          {endingSoon.length > 0 && (
            <Section
              id="ending"
              title="What ends soon"
              lead="In force today, over within 90 days, and nothing of the same supplier follows on file."
            >
              <AwardTable caption="Lines that end soon" lines={endingSoon} contract group={hub} />
              <TakeList list="contract-lines-ending" what="the lines that end soon" />
              {ending > endingSoon.length && (
                <p className="app-2">
                  The first {formatCount(endingSoon.length)} of {formatCount(ending)} are shown. Each framework lists
                  its own.
                </p>
              )}
            </Section>
          )}
          <Section id="frameworks" title="Frameworks">
            <Table caption="Frameworks">
              <TableHead>
                <HeadCell>Framework</HeadCell>
                <HeadCell number>In force</HeadCell>
                <HeadCell number>To come</HeadCell>
                <HeadCell number>End within 90 days</HeadCell>
                <HeadCell>From</HeadCell>
                <HeadCell>To</HeadCell>
              </TableHead>
              <TableBody>
                {frameworks.map((framework) => (
                  <Row key={framework.id}>
                    <RowHead>
                      <Link href={`/contracts/${framework.id}`}>{framework.reference}</Link>
                      <Sub>{categoryWords(framework.category)}</Sub>
                    </RowHead>
                    <Cell label="In force" number>
                      {formatCount(framework.now)}
                    </Cell>
                    <Cell label="To come" number>
                      {formatCount(framework.coming)}
                    </Cell>
                    <Cell label="End within 90 days" number>
                      {formatCount(framework.ending)}
                    </Cell>
                    <Cell label="From">{formatDate(framework.from)}</Cell>
                    <Cell label="To">{formatDate(framework.to)}</Cell>
                  </Row>
                ))}
              </TableBody>
            </Table>
            <TakeList list="frameworks" what="the frameworks" />
          </Section>
        </>
      )}
    </Main>
  )
}
