import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Main } from '#components/shell/main.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choices.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import { FORMATS } from '#lib/documents/spreadsheet.ts'
import { keepDays } from '#lib/lists/files.queries.ts'
import { MOST_AT_ONCE } from '#lib/lists/limits.rules.ts'
import { takeAddress } from '#lib/lists/list-file.schema.ts'
import { askForFileAction } from '#lib/lists/lists.actions.ts'
import { listById } from '#lib/lists/lists.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCount, formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Make a file' }

/** A list that is too long to be made while one waits: what it will be, and the button that has it made. */
export default async function NewFilePage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('newFile')
  const asked = takeAddress.safeParse(await searchParams)
  if (!asked.success) notFound()
  const { list: id, format, ...query } = asked.data
  const list = listById(id)
  const opened = await list.open(actor, systemClock(), query)
  if (!opened.ok) notFound()
  const days = await keepDays(actor)
  const address = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return (
    <Main>
      <PageHead
        title={`Make a file of ${list.title.toLowerCase()}?`}
        standfirst={`Lists of more than ${formatCount(MOST_AT_ONCE)} rows are made in the background. You can leave the page meanwhile.`}
        back={{ href: '/files', words: 'Your files' }}
      />
      <Section id="what" title="What it holds">
        <SummaryList
          rows={[
            { label: 'List', value: list.title },
            ...opened.value.filters.map(([label, value]) => ({ label, value: value || 'None' })),
            { label: 'Kind of file', value: FORMATS[format].name },
            { label: 'Kept', value: `${formatCounted(days, 'day')}, for you alone` },
          ]}
        />
        <div className="app-gap">
          <ActionForm
            action={askForFileAction}
            trustId={actor.trustId}
            hidden={{ list: id, format, query: address.toString() }}
            id="make-file"
          >
            <Checkbox name="tell" label="Write to me when it is ready" />
            <Button>Make the file</Button>
          </ActionForm>
        </div>
      </Section>
    </Main>
  )
}
