import type { Metadata } from 'next'
import { ColumnTable } from '#components/catalogue/load/column-table.tsx'
import { ChooseFileForm } from '#components/catalogue/load/load-forms.tsx'
import { Main } from '#components/shell/main.tsx'
import { Details } from '#components/ui/details.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { may } from '#lib/access/permissions.ts'
import { pageActor } from '#lib/access/session.ts'
import { LOAD_KIND_NAMES, LOAD_KINDS, LOAD_PERMISSION } from '#lib/catalogue/load/report.rules.ts'
import { columnHelp } from '#lib/contracts/load/columns.rules.ts'

export const metadata: Metadata = { title: 'Load a file' }

export default async function NewLoadPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newLoad')
  const { kind: wanted } = await searchParams
  const kinds = LOAD_KINDS.filter((kind) => may(actor, LOAD_PERMISSION[kind]))
  return (
    <Main>
      <PageHead
        title="Load a file"
        standfirst="You see what the file would change before anything is loaded. It is all or nothing, and the same file twice changes nothing."
        back={{ href: '/settings/loads', words: 'Files loaded' }}
      />
      <Grid section>
        <Column span={6}>
          <ChooseFileForm kinds={kinds} wanted={kinds.find((kind) => kind === wanted)} trustId={actor.trustId} />
        </Column>
      </Grid>
      <Section id="columns" title="What stands in the files">
        <p className="app-lead">
          Save spreadsheets as “CSV UTF-8”. Load products before the contracts that name them. Larger files than 9 MB
          are loaded on the server with npm run load.
        </p>
        {kinds.map((kind) => (
          <Details key={kind} summary={`Columns of ${LOAD_KIND_NAMES[kind].toLowerCase()}`}>
            <p>
              <Link href={`/settings/loads/templates/${kind}`}>Download the template</Link>
            </p>
            <ColumnTable caption={`Columns of ${LOAD_KIND_NAMES[kind].toLowerCase()}`} columns={columnHelp(kind)} />
          </Details>
        ))}
      </Section>
    </Main>
  )
}
