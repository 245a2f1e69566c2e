import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BesideStandings, KnowingBox } from '#components/orders/templates/beside-standing.tsx'
import { RhythmFields } from '#components/orders/templates/rhythm-form.tsx'
import { ComingDates, PastDates } from '#components/orders/templates/standing-dates.tsx'
import { Main } from '#components/shell/main.tsx'
import { Saved } from '#components/trusts/saved.tsx'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Details } from '#components/ui/details.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import type { FormAction } from '#lib/action-answer.ts'
import { rhythmWords } from '#lib/orders/raise/standing/rhythm.rules.ts'
import {
  changeStandingAction,
  endStandingAction,
  pauseStandingAction,
  resumeStandingAction,
} from '#lib/orders/raise/standing/standing.actions.ts'
import { buyers, type StandingView, standingView } from '#lib/orders/raise/standing/standing.queries.ts'
import { systemClock } from '#lib/values/clock.ts'
import { formatWeekdayDate } from '#lib/values/format.ts'
import { isUuid } from '#lib/values/ids.ts'

type Props = { params: Promise<{ standingId: string }>; searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Standing order' }

const SAVED = {
  started: 'The standing order is started.',
  changed: 'The standing order is changed.',
  paused: 'The standing order is paused.',
  resumed: 'The standing order goes on.',
  ended: 'The standing order is ended.',
  skipped: 'The date is left out.',
  kept: 'The date is taken in again.',
}

export default async function StandingPage({ params, searchParams }: Props) {
  const actor = await pageActor('standing')
  const { standingId } = await params
  const standing = isUuid(standingId) ? await standingView(actor, standingId, systemClock()) : null
  if (!standing) notFound()
  const { trustId } = actor
  const ended = standing.status === 'ended'
  return (
    <Main>
      <PageHead
        back={{ href: `/orders/templates/${standing.templateId}`, words: standing.template }}
        title={`Standing order: ${standing.template}`}
        standfirst={sentence(standing)}
        actions={
          !ended && (
            <Act
              standing={standing}
              trustId={trustId}
              action={standing.status === 'active' ? pauseStandingAction : resumeStandingAction}
              words={standing.status === 'active' ? 'Pause it' : 'Let it go on'}
            />
          )
        }
      />
      <Saved saved={(await searchParams).saved} words={SAVED} />
      <Grid>
        {!ended && (
          <Section id="coming" title="Coming dates" columns={6}>
            <ComingDates standing={standing} trustId={trustId} />
          </Section>
        )}
        <Section id="made" title="What was made" columns={6}>
          {standing.dates.length === 0 ? <p>No date has come yet.</p> : <PastDates dates={standing.dates} />}
        </Section>
      </Grid>
      {!ended && (
        <Section id="change" title="Change it">
          <Grid>
            <Column span={6}>
              <Details summary="How often, and who reviews it">
                <ActionForm
                  action={changeStandingAction}
                  trustId={trustId}
                  version={standing.version}
                  hidden={{ standingId: standing.id }}
                  label="Change the standing order"
                >
                  <BesideStandings others={standing.others} />
                  <RhythmFields rhythm={standing.rhythm} ownerId={standing.ownerId} buyers={await buyers(actor)} />
                  <KnowingBox others={standing.others} />
                  <Button kind="secondary">Save, from tomorrow on</Button>
                </ActionForm>
              </Details>
              <Details summary="End it for good">
                <p>What it made stays where it is. A new one can be started from the template.</p>
                <Act standing={standing} trustId={trustId} action={endStandingAction} words="End this standing order" />
              </Details>
            </Column>
          </Grid>
        </Section>
      )}
    </Main>
  )
}

function sentence({ rhythm, status, nextOn, owner }: StandingView): string {
  const often = `${rhythmWords(rhythm)}. ${owner} reviews it.`
  if (status === 'ended') return `Ended. ${often}`
  if (status === 'paused') return `Paused: nothing is made. ${often}`
  return `${nextOn ? `Next on ${formatWeekdayDate(nextOn)}. ` : ''}${often}`
}

function Act({
  standing,
  trustId,
  action,
  words,
}: {
  standing: StandingView
  trustId: string
  action: FormAction
  words: string
}) {
  return (
    <ActionForm
      action={action}
      trustId={trustId}
      version={standing.version}
      act={`${words} ${standing.id} ${standing.version}`}
      hidden={{ standingId: standing.id }}
      label={words}
    >
      <Button kind="secondary">{words}</Button>
    </ActionForm>
  )
}
