import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import type { LoadView } from '#lib/catalogue/load/loads.queries.ts'
import { LOAD_KIND_NAMES } from '#lib/catalogue/load/report.rules.ts'
import { formatCount, formatCounted, formatDateTime, formatFileSize } from '#lib/values/format.ts'

/** A file that was loaded; `justNow` says so at the top and what comes next. */
export function LoadedView({ load, justNow }: { load: LoadView; justNow: boolean }) {
  const packs = load.kind === 'packs'
  return (
    <>
      <PageHead
        title={load.fileName}
        kicker={LOAD_KIND_NAMES[load.kind]}
        standfirst={`Loaded ${formatDateTime(load.at)} by ${load.by}.`}
        back={{ href: '/settings/loads', words: 'Files loaded' }}
      />
      {justNow && (
        <div className="app-gap">
          <Note lead={`The file is loaded: ${formatCount(load.added)} new, ${formatCount(load.changed)} changed.`}>
            {packs ? (
              <>
                Next, <Link href="/settings/loads/new?kind=contracts">load the contracts</Link> that name these packs.
              </>
            ) : (
              <>
                Next, look at <Link href="/contracts">the contracts</Link> and set up{' '}
                <Link href="/suppliers?view=none">accounts with new suppliers</Link>.
              </>
            )}
          </Note>
        </div>
      )}
      <Section id="load" title="What it did">
        <SummaryList
          rows={[
            { label: 'Rows', value: formatCounted(load.rows, 'row') },
            { label: 'New', value: formatCount(load.added) },
            { label: 'Changed', value: formatCount(load.changed) },
            { label: 'As they were', value: formatCount(load.unchanged) },
            {
              label: 'File',
              value: (
                <a href={`/settings/loads/${load.id}/file`}>
                  Download {load.fileName}, {formatFileSize(load.sizeBytes)}
                </a>
              ),
            },
            { label: 'Fingerprint (SHA-256)', value: <code className="app-code">{load.sha256}</code> },
          ]}
        />
      </Section>
    </>
  )
}
