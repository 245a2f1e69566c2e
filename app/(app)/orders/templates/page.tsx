import type { Metadata } from 'next'
import { TakeList } from '#components/lists/take-list.tsx'
import { StandingTable } from '#components/orders/templates/standing-table.tsx'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, ButtonLink, LinkButton } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { fillFromTemplateAction, restoreTemplateAction } from '#lib/orders/raise/templates/templates.actions.ts'
import { removedTemplate, type TemplateRow, templatesOf } from '#lib/orders/raise/templates/templates.queries.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Templates and standing orders' }

export default async function TemplatesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('templates')
  const { removed } = await searchParams
  const { templates, standing } = await templatesOf(actor)
  const gone = removed && isUuid(removed) ? await removedTemplate(actor, removed) : null
  return (
    <Main>
      <PageHead
        back={{ href: '/orders', words: 'Orders' }}
        title="Templates and standing orders"
        standfirst={`${formatCounted(templates.length, 'template')}, ${formatCounted(standing.length, 'standing order')}. A template fills an order pad at the prices of that day; a standing order does so on its days, for somebody to review.`}
        actions={
          <ButtonLink href="/orders/templates/new" kind="secondary">
            Make a template
          </ButtonLink>
        }
      />
      {gone !== null && removed && (
        <div className="app-gap" role="status">
          <Note lead={`“${gone}” is removed.`}>
            <ActionForm
              action={restoreTemplateAction}
              trustId={actor.trustId}
              act={`restore ${removed}`}
              hidden={{ templateId: removed }}
              label={`Bring ${gone} back`}
            >
              <LinkButton>Undo</LinkButton>
            </ActionForm>
          </Note>
        </div>
      )}
      <Section id="templates" title="Templates">
        {templates.length === 0 ? (
          <EmptyState title="No template yet">
            Make one from an order (“Save as a template” on its page), from an order pad, or by hand.
          </EmptyState>
        ) : (
          <Table caption="Templates">
            <TableHead>
              <HeadCell>Name</HeadCell>
              <HeadCell>Deliver to</HeadCell>
              <HeadCell number>Lines</HeadCell>
              <HeadCell>Kept by</HeadCell>
              <HeadCell>Acts</HeadCell>
            </TableHead>
            <TableBody>
              {templates.map((row) => (
                <TemplateRowView key={row.id} row={row} trustId={actor.trustId} />
              ))}
            </TableBody>
          </Table>
        )}
        {templates.length > 0 && <TakeList list="templates" what="these templates" />}
      </Section>
      <Section id="standing" title="Standing orders">
        {standing.length === 0 ? (
          <EmptyState title="No standing order yet">Open a template and choose “Make it a standing order”.</EmptyState>
        ) : (
          <StandingTable rows={standing} />
        )}
        {standing.length > 0 && <TakeList list="standing-orders" what="these standing orders" />}
      </Section>
    </Main>
  )
}

function TemplateRowView({ row, trustId }: { row: TemplateRow; trustId: string }) {
  return (
    <Row>
      <RowHead>
        <Link href={`/orders/templates/${row.id}`}>{row.name}</Link>
      </RowHead>
      <Cell label="Deliver to">{row.store}</Cell>
      <Cell label="Lines" number>
        {formatCount(row.lines)}
      </Cell>
      <Cell label="Kept by">
        {row.mine ? 'You' : row.owner}
        <span className="app-sub">{row.shared ? 'Shared' : 'Only you see it'}</span>
      </Cell>
      <Cell label="Acts">
        <ActionForm
          action={fillFromTemplateAction}
          trustId={trustId}
          act={`fill ${row.id}`}
          hidden={{ templateId: row.id }}
          label={`Fill an order pad from ${row.name}`}
        >
          <Button kind="secondary" small>
            Fill a pad<span className="nhsuk-u-visually-hidden"> from {row.name}</span>
          </Button>
        </ActionForm>
      </Cell>
    </Row>
  )
}
