import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { PacksMeantView } from '#components/contracts/packs-meant.tsx'
import { CancelForm, ConfirmForm } from '#components/files/load-forms.tsx'
import { LoadedView } from '#components/files/loaded-view.tsx'
import { ReportView, reportSentence } from '#components/files/report-view.tsx'
import { SheetForm } from '#components/files/sheet-form.tsx'
import { WorkingView } from '#components/files/working-view.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink, Buttons } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Note } from '#components/ui/note.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { type PacksMeant, packsMeant } from '#lib/contracts/load/by-words.queries.ts'
import { LOAD_KIND_NAMES } from '#lib/files/kind.rules.ts'
import { type BusyState, isBusy } from '#lib/files/load.status.ts'
import { type LoadView, loadView } from '#lib/files/loads.queries.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Look through a file' }

const BACK = { href: '/settings/loads', words: 'Load files' }

export default async function LoadPage({ params }: { params: Promise<{ loadId: string }> }) {
  const actor = await pageActor('load')
  const { loadId } = await params
  const load = isUuid(loadId) ? await loadView(actor, loadId) : null
  if (!load) notFound()
  if (load.state === 'columns' && load.mine) redirect(`/settings/loads/${load.id}/columns`)
  if (load.state === 'proposed') redirect(`/contracts/changes/${load.id}`)
  if (isBusy(load.state)) return <Working load={load} doing={load.state} trustId={actor.trustId} />
  if (load.state === 'ready' || load.state === 'faulty') {
    return <LookThrough load={load} meant={await packsMeant(actor, load)} trustId={actor.trustId} />
  }
  return (
    <Main>
      <LoadedView load={load} trustId={actor.trustId} />
    </Main>
  )
}

const WORDS: Record<BusyState, { title: string; what: string }> = {
  reading: { title: 'Reading', what: 'Its rows are being read. You can leave this page: the file goes on.' },
  checking: { title: 'Checking', what: 'Its rows are held against what stands here. Nothing is loaded yet.' },
  loading: { title: 'Loading', what: 'It is all or nothing: until it is through, nothing of it is to be seen.' },
}

function Working({ load, doing, trustId }: { load: LoadView; doing: BusyState; trustId: string }) {
  const { state, version, rowsDone, rowsExpected } = load
  const words = WORDS[doing]
  return (
    <Main>
      <PageHead
        title={`${words.title} ${load.fileName}`}
        kicker={LOAD_KIND_NAMES[load.kind]}
        standfirst={words.what}
        back={BACK}
      />
      <WorkingView key={version} loadId={load.id} begun={{ state, version, rowsDone, rowsExpected }} />
      <Buttons>
        <ButtonLink href={`/settings/loads/${load.id}`} kind="secondary">
          Look again
        </ButtonLink>
        {load.mine && <CancelForm load={load} trustId={trustId} words="Stop and throw the file away" />}
      </Buttons>
    </Main>
  )
}

function LookThrough({ load, meant, trustId }: { load: LoadView; meant: PacksMeant | null; trustId: string }) {
  const faulty = load.state === 'faulty'
  return (
    <Main>
      <PageHead
        title={`Look through ${load.fileName}`}
        kicker={LOAD_KIND_NAMES[load.kind]}
        standfirst={reportSentence(load.report)}
        back={BACK}
      />
      {load.returned !== '' && (
        <Note kind="care" lead="Given back.">
          {load.returned}
        </Note>
      )}
      <ReportView report={load.report} loadId={load.id}>
        {meant && <PacksMeantView load={load} meant={meant} trustId={trustId} />}
      </ReportView>
      <div className="app-section">
        {load.source && <p>Columns as said for “{load.source}”.</p>}
        {load.mine && (
          <Grid>
            <Column span={6}>
              <SheetForm load={load} trustId={trustId} />
            </Column>
          </Grid>
        )}
        <Buttons>
          {load.mine && faulty && (
            <ButtonLink href={`/settings/loads/new?kind=${load.kind}`}>Choose the corrected file</ButtonLink>
          )}
          {load.mine && !faulty && load.second && (
            <ButtonLink href={`/contracts/changes/${load.id}`}>See what changes</ButtonLink>
          )}
          {load.mine && !faulty && !load.second && <ConfirmForm load={load} trustId={trustId} />}
          {load.mine && <CancelForm load={load} trustId={trustId} words="Throw the file away" />}
          {load.mine && load.layout && (
            <Link href={`/settings/loads/${load.id}/columns`}>Change what the columns hold</Link>
          )}
        </Buttons>
      </div>
    </Main>
  )
}
