import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choices.tsx'
import { Details } from '#components/ui/details.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { pageActor } from '#lib/access/session.ts'
import { formatCounted } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'
import { LISTS } from '#lib/views/saved-view.rules.ts'
import { changeViewAction, removeViewAction, restoreViewAction } from '#lib/views/views.actions.ts'
import { allViews, type OwnView } from '#lib/views/views.queries.ts'

export const metadata: Metadata = { title: 'Saved views' }

export default async function ViewsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('views')
  const { saved, removed: id = '' } = await searchParams
  const { views, removed } = await allViews(actor, isUuid(id) ? id : undefined)
  return (
    <Main>
      <PageHead
        back={{ href: '/settings', words: 'Settings' }}
        title="Saved views"
        standfirst={`${views.length === 0 ? '' : `${formatCounted(views.length, 'view')} of lists. `}A view is taken by pressing its name at its list; no list remembers filters by itself.`}
      />
      <Saved saved={saved} words={{ '1': 'The view is saved.', back: 'The view is back.' }} />
      {removed !== null && (
        <div className="app-gap" role="status">
          <Note lead={`“${removed}” is removed.`}>
            <ActionForm
              action={restoreViewAction}
              trustId={actor.trustId}
              act={`restore ${id}`}
              hidden={{ viewId: id }}
              label={`Bring ${removed} back`}
            >
              <LinkButton>Undo</LinkButton>
            </ActionForm>
          </Note>
        </div>
      )}
      <Section id="views" title="Views" headingHidden>
        {views.length === 0 ? (
          <EmptyState title="No view yet">Filter or sort a list, then choose “Save this view” above it.</EmptyState>
        ) : (
          <Table caption="Saved views">
            <TableHead>
              <HeadCell>Name</HeadCell>
              <HeadCell>List</HeadCell>
              <HeadCell>Kept by</HeadCell>
              <HeadCell>Acts</HeadCell>
            </TableHead>
            <TableBody>
              {views.map((view) => (
                <Row key={view.id}>
                  <RowHead>
                    <Link href={view.href}>{view.name}</Link>
                  </RowHead>
                  <Cell label="List">{LISTS[view.list].name}</Cell>
                  <Cell label="Kept by">
                    {view.mine ? 'You' : view.owner}
                    <span className="app-sub">{view.shared ? 'Shared' : 'Only you see it'}</span>
                  </Cell>
                  <Cell label="Acts">
                    {view.mine ? <OwnActs view={view} trustId={actor.trustId} /> : `${view.owner} changes it`}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )}
      </Section>
    </Main>
  )
}

function OwnActs({ view, trustId }: { view: OwnView; trustId: string }) {
  return (
    <div>
      <Details summary={`Rename or share ${view.name}`} small>
        <ActionForm
          action={changeViewAction}
          trustId={trustId}
          version={view.version}
          hidden={{ viewId: view.id }}
          id={`view-${view.id}`}
          label={`Change ${view.name}`}
        >
          <TextInput name="name" label="Name" defaultValue={view.name} width={20} />
          <Checkbox name="shared" label="Show it to everybody here" defaultChecked={view.shared} />
          <Button kind="secondary" small>
            Save
          </Button>
        </ActionForm>
      </Details>
      <ActionForm
        action={removeViewAction}
        trustId={trustId}
        version={view.version}
        act={`remove ${view.id} ${view.version}`}
        hidden={{ viewId: view.id }}
        label={`Remove ${view.name}`}
      >
        <LinkButton>
          Remove<span className="nhsuk-u-visually-hidden"> {view.name}</span>
        </LinkButton>
      </ActionForm>
    </div>
  )
}
