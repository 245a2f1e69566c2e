import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { LOAD_KIND_NAMES, type LoadKind } from '#lib/files/kind.rules.ts'
import { LOAD_STATE_NAMES } from '#lib/files/load.status.ts'
import type { LoadView } from '#lib/files/loads.queries.ts'
import { formatCount, formatCounted, formatDateTime, formatFileSize } from '#lib/values/format.ts'
import { CancelForm, UndoForm } from './load-forms.tsx'

/** A file whose way is over: loaded, taken back, thrown away, or given up; and what comes next. */
export function LoadedView({ load, trustId }: { load: LoadView; trustId: string }) {
  return (
    <>
      <PageHead
        title={load.fileName}
        kicker={LOAD_KIND_NAMES[load.kind]}
        standfirst={sentence(load)}
        back={{ href: '/settings/loads', words: 'Load files' }}
      />
      {load.state === 'loaded' && (
        <div className="app-gap">
          <Note
            lead={`The file is loaded: ${formatCount(load.report.added)} new, ${formatCount(load.report.changed)} changed.`}
          >
            {load.mine && <Next kind={load.kind} />}
          </Note>
        </div>
      )}
      <Section id="load" title={load.state === 'loaded' ? 'What it did' : 'The file'}>
        <SummaryList rows={factsOf(load)} />
      </Section>
      {load.state === 'loaded' && load.mine && (
        <Section id="undo" title="Take it back">
          <UndoForm load={load} trustId={trustId} />
        </Section>
      )}
      {load.state === 'failed' && load.mine && <CancelForm load={load} trustId={trustId} words="Throw the file away" />}
    </>
  )
}

function sentence(load: LoadView): string {
  const chosen = `Chosen ${formatDateTime(load.at)} by ${load.by}.`
  switch (load.state) {
    case 'loaded':
      return load.loadedAt ? `Loaded ${formatDateTime(load.loadedAt)} by ${load.loadedBy}.` : chosen
    case 'undone':
      return load.undoneAt ? `Taken back ${formatDateTime(load.undoneAt)} by ${load.undoneBy}.` : chosen
    case 'unchanged':
      return 'Nothing changed: everything in the file stands here already.'
    case 'cancelled':
      return `The file was thrown away. Nothing was loaded. ${chosen}`
    case 'failed':
      return 'We could not work through this file: our worker ended three times while it was at it. Throw it away, split it, and choose its parts.'
    default:
      return chosen
  }
}

function Next({ kind }: { kind: LoadKind }) {
  if (kind === 'packs') {
    return (
      <>
        Next, <Link href="/settings/loads/new?kind=contracts">load the contracts</Link> that name these packs.
      </>
    )
  }
  if (kind === 'suppliers') {
    return (
      <>
        Next, look at <Link href="/suppliers">the suppliers</Link>.
      </>
    )
  }
  if (kind === 'codes') {
    return (
      <>
        Next, look at <Link href="/catalogue/codes">the local codes</Link>: packs are found by them now.
      </>
    )
  }
  if (kind === 'lists') {
    return (
      <>
        Next, look at <Link href="/catalogue/lists">the lists</Link>: orders and goods-in go by them now.
      </>
    )
  }
  if (kind === 'formulary') {
    return (
      <>
        Next, look at <Link href="/catalogue/formulary">the formulary</Link>: the order pad goes by it from now on.
      </>
    )
  }
  if (kind === 'stock' || kind === 'usage') {
    return (
      <>
        Next, look at <Link href="/catalogue">the catalogue</Link>: each medicine shows its stock and its use.
      </>
    )
  }
  return (
    <>
      Next, look at <Link href="/contracts">the contracts</Link> and set up{' '}
      <Link href="/suppliers?view=none">accounts with new suppliers</Link>.
    </>
  )
}

function factsOf(load: LoadView) {
  const { rows, added, changed, unchanged, sizeBytes, sha256 } = load.report
  const size = formatFileSize(sizeBytes)
  return [
    { label: 'State', value: LOAD_STATE_NAMES[load.state] },
    { label: 'Rows', value: formatCounted(rows, 'row') },
    { label: 'New', value: formatCount(added) },
    { label: 'Changed', value: formatCount(changed) },
    { label: 'As they were', value: formatCount(unchanged) },
    {
      label: 'File',
      value: load.kept ? (
        <a href={`/settings/loads/${load.id}/file`}>
          Download {load.fileName}, {size}
        </a>
      ) : (
        `${size}, not kept`
      ),
    },
    { label: 'Fingerprint (SHA-256)', value: <code className="app-code">{sha256}</code> },
  ]
}
