import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ColumnsForm } from '#components/files/columns-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { FIELDS } from '#lib/files/fields.rules.ts'
import { LOAD_KIND_NAMES } from '#lib/files/kind.rules.ts'
import { canMove } from '#lib/files/load.status.ts'
import { columnSamples, loadView } from '#lib/files/loads.queries.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Say what the columns hold' }

export default async function LoadColumnsPage({ params }: { params: Promise<{ loadId: string }> }) {
  const actor = await pageActor('loadColumns')
  const { loadId } = await params
  const load = isUuid(loadId) ? await loadView(actor, loadId) : null
  if (!load?.mine || !load.layout || !canMove('check', load.state)) notFound()
  return (
    <Main>
      <PageHead
        title="Say what the columns hold"
        kicker={`${LOAD_KIND_NAMES[load.kind]}: ${load.fileName}`}
        standfirst={`The column names stand in row ${load.layout.headRow}. What you say is remembered for files with the same columns.`}
        back={{ href: `/settings/loads/${load.id}`, words: load.fileName }}
      />
      <ColumnsForm
        load={load}
        layout={load.layout}
        fields={FIELDS[load.kind]}
        samples={await columnSamples(actor, load)}
        trustId={actor.trustId}
      />
    </Main>
  )
}
