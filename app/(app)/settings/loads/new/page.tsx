import type { Metadata } from 'next'
import { FieldTable } from '#components/files/field-table.tsx'
import { ChooseFileForm } from '#components/files/load-forms.tsx'
import { Main } from '#components/shell/main.tsx'
import { Details } from '#components/ui/details.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { FIELDS } from '#lib/files/fields.rules.ts'
import { kindsToLoad, LOAD_KIND_NAMES } from '#lib/files/kind.rules.ts'

export const metadata: Metadata = { title: 'Load a file' }

export default async function NewLoadPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newLoad')
  const { kind: wanted } = await searchParams
  const kinds = kindsToLoad(actor)
  return (
    <Main>
      <PageHead
        title="Load a file"
        standfirst="You see what the file would change before anything is loaded. It is all or nothing, and the same file twice changes nothing."
        back={{ href: '/settings/loads', words: 'Load files' }}
      />
      <Grid section>
        <Column span={6}>
          <ChooseFileForm kinds={kinds} wanted={kinds.find((kind) => kind === wanted)} trustId={actor.trustId} />
        </Column>
      </Grid>
      <Section id="columns" title="What stands in the files">
        <p className="app-lead">
          Columns may have other names and stand in any order: you say once what each holds. Larger files than 32 MB are
          loaded on the server with npm run load.
        </p>
        {kinds.map((kind) => (
          <Details key={kind} summary={`Columns of ${LOAD_KIND_NAMES[kind].toLowerCase()}`}>
            <p>
              <Link href={`/settings/loads/templates/${kind}`}>Download the template</Link>
            </p>
            <FieldTable caption={`Columns of ${LOAD_KIND_NAMES[kind].toLowerCase()}`} columns={FIELDS[kind]} />
          </Details>
        ))}
      </Section>
    </Main>
  )
}
