import type { Metadata } from 'next'
import { FileTable } from '#components/lists/file-table.tsx'
import { WatchFiles } from '#components/lists/watch-files.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type FileRow, filesOf, keepDays } from '#lib/lists/files.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Your files' }

const isUnderWay = ({ state }: FileRow) => state === 'waiting' || state === 'making'

export default async function FilesPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const actor = await pageActor('files')
  const [files, { saved }] = await Promise.all([filesOf(actor), searchParams])
  const underWay = files.filter(isUnderWay).length
  return (
    <Main>
      <PageHead
        title="Your files"
        standfirst={sentence(files, underWay, await keepDays(actor))}
        back={{ href: '/settings', words: 'Settings' }}
      />
      <Saved
        saved={saved}
        words={{
          asked: 'Your file is being made. You can leave this page.',
          cancelled: 'The file is cancelled.',
          removed: 'The file is removed.',
        }}
      />
      {underWay > 0 && <WatchFiles />}
      <Section id="files" title="Your files" headingHidden>
        {files.length === 0 ? (
          <EmptyState title="No files">
            Every list can be taken as Excel or CSV from its own page. Long ones are made here in the background.
          </EmptyState>
        ) : (
          <FileTable files={files} trustId={actor.trustId} now={systemClock()} />
        )}
      </Section>
    </Main>
  )
}

function sentence(files: readonly FileRow[], underWay: number, days: number): string {
  const ready = files.filter(({ state }) => state === 'ready').length
  const kept = `Files are kept for ${formatCounted(days, 'day')}, for you alone.`
  if (underWay > 0) return `${formatCounted(underWay, 'file is', 'files are')} being made. ${kept}`
  return ready > 0 ? `${formatCounted(ready, 'file is', 'files are')} ready. ${kept}` : kept
}
