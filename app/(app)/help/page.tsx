import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { FilterForm } from '#components/ui/filter-form.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { pageActor } from '#lib/access/session.ts'
import { topicsFor } from '#lib/help/topics.ts'
import { formatCounted } from '#lib/values/format.ts'

export const metadata: Metadata = { title: 'Help' }

export default async function HelpPage({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  await pageActor('help')
  const { q = '' } = await searchParams
  const asked = q.trim().slice(0, 100)
  const topics = topicsFor(asked)
  return (
    <Main>
      <PageHead
        title="Help"
        standfirst={
          asked === ''
            ? 'What the words mean, why things are as they are, and what to do when they go wrong.'
            : `${formatCounted(topics.length, 'answer')} with “${asked}”.`
        }
        more={
          <>
            <Link href="/help/new-buyers">A guide for new buyers</Link>
            <Link href="/help/keys">Keys you can use</Link>
            <Link href="/help/api">How other systems talk to Tincture</Link>
          </>
        }
      />
      <FilterForm action="/help" label="Search the help" apply="Search" clear={asked ? '/help' : undefined} section>
        <TextInput name="q" label="What are you looking for?" defaultValue={asked} />
      </FilterForm>
      {topics.length === 0 ? (
        <EmptyState title="Nothing found">
          Try one word, like price or requisition. <Link href="/help">Show all of the help</Link>
        </EmptyState>
      ) : (
        <nav className="app-section" aria-label="Questions">
          <ul>
            {topics.map(({ id, question }) => (
              <li key={id}>
                <a href={`#${id}`}>{question}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {topics.map(({ id, question, short, more, points = [] }) => (
        <Section key={id} id={id} title={question} lead={more ? `${short} ${more}` : short}>
          {points.length > 0 && <SummaryList rows={points} />}
        </Section>
      ))}
    </Main>
  )
}
