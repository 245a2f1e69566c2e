import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LoadFileForms } from '#components/catalogue/load/load-forms.tsx'
import { LoadedView } from '#components/catalogue/load/loaded-view.tsx'
import { ReportView, reportSentence } from '#components/catalogue/load/report-view.tsx'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import type { Actor } from '#lib/access/actor.ts'
import { pageActor } from '#lib/access/session.ts'
import { fileById, type StagedView } from '#lib/catalogue/load/loads.queries.ts'
import { LOAD_KIND_NAMES } from '#lib/catalogue/load/report.rules.ts'
import { checkFile } from '#lib/contracts/load/check-file.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Look through a file' }

export default async function LoadPage({
  params,
  searchParams,
}: {
  params: Promise<{ loadId: string }>
  searchParams: Promise<Record<string, string>>
}) {
  const actor = await pageActor('load')
  const { loadId } = await params
  const found = isUuid(loadId) ? await fileById(actor, loadId) : null
  if (!found) notFound()
  if ('staged' in found) return <LookThrough actor={actor} staged={found.staged} />
  const { done } = await searchParams
  return (
    <Main>
      <LoadedView load={found.load} justNow={done === 'loaded'} />
    </Main>
  )
}

async function LookThrough({ actor, staged }: { actor: Actor; staged: StagedView }) {
  const checked = await checkFile(actor, staged.kind, staged, systemClock())
  if (!checked.ok) notFound()
  return (
    <Main>
      <PageHead
        title={`Look through ${staged.fileName}`}
        kicker={LOAD_KIND_NAMES[staged.kind]}
        standfirst={reportSentence(checked.value)}
        back={{ href: '/settings/loads', words: 'Files loaded' }}
      />
      <ReportView report={checked.value} />
      <div className="app-section">
        <LoadFileForms report={checked.value} stageId={staged.id} trustId={actor.trustId} />
      </div>
    </Main>
  )
}
