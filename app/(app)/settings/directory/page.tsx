import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DirectoryForm } from '#components/access/directory-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { unlinkFromDirectoryAction } from '#lib/access/directory/directory.actions.ts'
import { directoryView, linksFor, waitingAtDirectory } from '#lib/access/directory/directory.queries.ts'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { formatDateOf, formatDateTime } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Directory of the trust' }

export default async function DirectoryPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('directory')
  const [view, waiting, links, { saved }] = await Promise.all([
    directoryView(actor),
    waitingAtDirectory(actor),
    linksFor(actor),
    searchParams,
  ])
  if (!view) notFound()
  const { directory } = view
  return (
    <Main>
      <PageHead
        title="Directory of the trust"
        standfirst={standfirstOf(view)}
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved
        saved={saved}
        words={{
          '1': 'The directory is saved. It counts from now on.',
          joined:
            'They are joined. At their next sign-in they show once, by their password, that the account is theirs.',
          admitted: 'They are let in, and can sign in now.',
          refused: 'They are not let in.',
          unlinked: 'They sign in by the directory no longer.',
        }}
      />
      {may(actor, 'people.edit') && (
        <Section id="waiting" title="Who waits to be let in">
          {waiting.length === 0 ? (
            <EmptyState>Nobody. Who signs in by the directory for the first time appears here.</EmptyState>
          ) : (
            <Table caption="Who waits to be let in">
              <TableHead>
                <HeadCell>Name in the directory</HeadCell>
                <HeadCell>E-mail there</HeadCell>
                <HeadCell>Came last</HeadCell>
              </TableHead>
              <TableBody>
                {waiting.map((one) => (
                  <Row key={one.id}>
                    <RowHead>
                      <Link href={`/settings/directory/${one.id}`}>{one.name || one.subject}</Link>
                      {one.refusedAt && <Sub>{`Refused ${formatDateOf(one.refusedAt)}`}</Sub>}
                    </RowHead>
                    <Cell label="E-mail there">{one.email || 'None'}</Cell>
                    <Cell label="Came last">{formatDateTime(one.lastAt)}</Cell>
                  </Row>
                ))}
              </TableBody>
            </Table>
          )}
        </Section>
      )}
      {links.length > 0 && (
        <Section id="joined" title="Who signs in by it">
          <Table caption="Who signs in by the directory">
            <TableHead>
              <HeadCell>Name</HeadCell>
              <HeadCell>Joined</HeadCell>
              <HeadCell>Take back</HeadCell>
            </TableHead>
            <TableBody>
              {links.map((link) => (
                <Row key={link.linkId}>
                  <RowHead>
                    {link.name}
                    {!link.proven && <Sub>Has yet to show that the account is theirs</Sub>}
                  </RowHead>
                  <Cell label="Joined">{formatDateOf(link.joinedAt)}</Cell>
                  <Cell label="Take back">
                    <ActionForm
                      action={unlinkFromDirectoryAction}
                      trustId={actor.trustId}
                      hidden={{ linkId: link.linkId }}
                      id={`unlink-${link.linkId}`}
                      label={`Take back the sign-in of ${link.name}`}
                    >
                      <Button kind="secondary">Take back</Button>
                    </ActionForm>
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        </Section>
      )}
      <Section id="set" title="How it is asked">
        {view.issuers.length === 0 ? (
          <Note lead="Your operator allows no directory yet.">
            They name its issuer in DIRECTORY_ISSUERS, like https://login.microsoftonline.com/…/v2.0, and start Tincture
            again.
          </Note>
        ) : (
          <>
            <SummaryList
              rows={[
                { label: 'Return address, to be registered there', value: view.returnAddress },
                { label: 'Your trust’s own link', value: `/sign-in?trust=${actor.odsCode}` },
              ]}
            />
            {may(actor, 'settings.edit') ? (
              <DirectoryForm view={view} trustId={actor.trustId} />
            ) : (
              directory && (
                <SummaryList
                  rows={[
                    { label: 'Directory', value: directory.issuer },
                    { label: 'E-mail domains', value: directory.domains.join(', ') || 'None' },
                  ]}
                />
              )
            )}
          </>
        )}
      </Section>
    </Main>
  )
}

function standfirstOf({ directory }: NonNullable<Awaited<ReturnType<typeof directoryView>>>): string {
  if (!directory?.active)
    return 'People sign in with a password of Tincture. A directory such as Entra ID, NHS.net Connect or CIS2 can do it instead.'
  if (directory.onlyWay) return 'People sign in by it, and in no other way; administrators keep their passwords.'
  return 'People sign in by it, or with a password of Tincture.'
}
