import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ColumnsForm } from '#components/files/columns-form.tsx'
import { SheetForm } from '#components/files/sheet-form.tsx'
import { Main } from '#components/shell/main.tsx'
import { Chips } from '#components/ui/chips.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Column, Grid } from '#components/ui/section.tsx'
import { pageActor } from '#lib/access/session.ts'
import { FIELDS } from '#lib/files/fields.rules.ts'
import { LOAD_KIND_NAMES } from '#lib/files/kind.rules.ts'
import type { Layout } from '#lib/files/layout.rules.ts'
import { canMove } from '#lib/files/load.status.ts'
import { columnSamples, type KnownSource, knownSources, loadView } from '#lib/files/loads.queries.ts'
import { isUuid } from '#lib/values/ids.ts'

export const metadata: Metadata = { title: 'Say what the columns hold' }

type Props = { params: Promise<{ loadId: string }>; searchParams: Promise<{ source?: string }> }

export default async function LoadColumnsPage({ params, searchParams }: Props) {
  const actor = await pageActor('loadColumns')
  const { loadId } = await params
  const load = isUuid(loadId) ? await loadView(actor, loadId) : null
  if (!load?.mine || !load.layout || !canMove('check', load.state)) notFound()
  const [sources, asked] = [await knownSources(actor, load), (await searchParams).source]
  const picked = sources.find((one) => one.source === (asked ?? load.source))
  const source = asked ?? load.source ?? ''
  const here = `/settings/loads/${load.id}/columns`
  return (
    <Main>
      <PageHead
        title="Say what the columns hold"
        kicker={`${LOAD_KIND_NAMES[load.kind]}: ${load.fileName}`}
        standfirst={`The column names stand in row ${load.layout.headRow}. What you say is remembered for files of the same source with the same columns.`}
        back={{ href: `/settings/loads/${load.id}`, words: load.fileName }}
      />
      <Grid section>
        <Column span={6}>
          <SheetForm load={load} trustId={actor.trustId} />
        </Column>
      </Grid>
      {sources.length > 1 && (
        <Chips
          label="Sources with these columns"
          chips={sources.map((one) => ({
            label: one.source || 'Without a name',
            href: `${here}?source=${encodeURIComponent(one.source)}`,
            current: one.source === source,
          }))}
        />
      )}
      <ColumnsForm
        key={source}
        load={load}
        layout={asked !== undefined && picked ? withDays(picked, load.layout) : load.layout}
        source={source}
        fields={FIELDS[load.kind]}
        samples={await columnSamples(actor, load)}
        trustId={actor.trustId}
      />
    </Main>
  )
}

/** The columns as a source has them, with the days as it writes them where that was said. */
function withDays({ layout, dayOrder }: KnownSource, { days }: Layout): Layout {
  return days ? { ...layout, days: dayOrder ? { ...days, order: dayOrder, said: true } : days } : layout
}
