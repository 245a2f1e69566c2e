import type { Metadata } from 'next'
import { Main } from '#components/shell/main.tsx'
import { Link } from '#components/ui/link.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { pageActor } from '#lib/access/session.ts'
import { GUIDE, RESOURCES } from '#lib/help/new-buyers.ts'
import { helpTopic } from '#lib/help/topics.ts'

export const metadata: Metadata = { title: 'A guide for new buyers' }

export default async function NewBuyers() {
  await pageActor('helpNewBuyers')
  return (
    <Main>
      <PageHead
        back={{ href: '/help', words: 'Help' }}
        title="A guide for new buyers"
        standfirst="What a trust buyer meets in the first months, in ten minutes."
      />
      <Section id="who-is-who" title="Who is who">
        <SummaryList rows={helpTopic('who-is-who').points ?? []} />
      </Section>
      {GUIDE.map(({ id, title, text }) => (
        <Section key={id} id={id} title={title}>
          {text.map((words) => (
            <p key={words} className="app-lead">
              {words}
            </p>
          ))}
        </Section>
      ))}
      <Section
        id="training"
        title="Training"
        lead="Three resources that a pharmacy technician who came to lead procurement names to newcomers. Where the exact title is not to be found, the closest stands beside it."
      >
        <SummaryList
          rows={RESOURCES.map(({ title, what, where }) => ({
            label: title,
            value: (
              <>
                {what} <span className="app-break">{where}</span>
              </>
            ),
          }))}
        />
      </Section>
      <p className="app-section">
        <Link href="/help">All of the help</Link>
      </p>
    </Main>
  )
}
