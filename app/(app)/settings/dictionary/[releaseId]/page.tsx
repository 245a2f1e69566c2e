import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CancelReleaseForm, ChooseReleaseForm, MakeCurrentForm } from '#components/dictionary/release-forms.tsx'
import { ReleaseReportView, releaseSentence } from '#components/dictionary/release-report.tsx'
import { releaseTitle } from '#components/dictionary/release-table.tsx'
import { ReleaseWorking } from '#components/dictionary/release-working.tsx'
import { Main } from '#components/shell/main.tsx'
import { ButtonLink, Buttons } from '#components/ui/button.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { changesAsked } from '#lib/catalogue/dictionary/dictionary.schema.ts'
import { canBecomeCurrent, canThrowAway, isAtWork } from '#lib/catalogue/dictionary/release.status.ts'
import { changesOf, type ReleaseView, releaseView } from '#lib/catalogue/dictionary/releases.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Release of the dictionary' }

const BACK = { href: '/settings/dictionary', words: 'Dictionary' }
const SHOWN = 100

type Asked = { params: Promise<{ releaseId: string }>; searchParams: Promise<Record<string, string>> }

export default async function ReleasePage({ params, searchParams }: Asked) {
  const actor = await pageActor('dictionaryRelease')
  const [{ releaseId }, asked] = await Promise.all([params, searchParams])
  const release = isUuid(releaseId) ? await releaseView(actor, releaseId) : null
  if (!release) notFound()
  if (isAtWork(release.state)) return <Working release={release} trustId={actor.trustId} />
  const { what } = changesAsked.parse(asked)
  const found = release.report.changes
    ? await changesOf(actor, systemClock(), release.id, { what, most: SHOWN })
    : { changes: [], touched: 0 }
  return (
    <Main>
      <PageHead title={releaseTitle(release)} standfirst={releaseSentence(release)} back={BACK} />
      <ReleaseReportView release={release} found={found} what={what} />
      {release.mine && (
        <div className="app-section">
          <Buttons>
            {canBecomeCurrent(release.state) && <MakeCurrentForm release={release} trustId={actor.trustId} />}
            {canThrowAway(release.state) && release.newest && (
              <CancelReleaseForm release={release} trustId={actor.trustId} words="Throw the release away" />
            )}
          </Buttons>
          {(release.state === 'faulty' || release.state === 'failed') && <ChooseReleaseForm trustId={actor.trustId} />}
        </div>
      )}
    </Main>
  )
}

const WORDS = {
  reading: 'It is being read. You can leave this page: it goes on. Nothing changes for anybody meanwhile.',
  comparing: 'It is held against the packs as they are. Nothing changes for anybody meanwhile.',
  switching: 'It is being made current. Everybody sees the packs as they were until all of it is written.',
} as const

function Working({ release, trustId }: { release: ReleaseView; trustId: string }) {
  const { id, state, version, step, done, expected } = release
  const words = isAtWork(state) ? WORDS[state] : ''
  return (
    <Main>
      <PageHead title={releaseTitle(release)} standfirst={words} back={BACK} />
      <ReleaseWorking key={version} releaseId={id} begun={{ state, version, step, done, expected }} />
      <Buttons>
        <ButtonLink href={`/settings/dictionary/${id}`} kind="secondary">
          Look again
        </ButtonLink>
        {release.mine && canThrowAway(state) && (
          <CancelReleaseForm release={release} trustId={trustId} words="Stop and throw the release away" />
        )}
      </Buttons>
    </Main>
  )
}
