import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AnswerDecisions } from '#components/orders/acknowledge/answer-decisions.tsx'
import { AnswerFile, AnswerForm } from '#components/orders/acknowledge/answer-form.tsx'
import { AnswersSoFar } from '#components/orders/acknowledge/answers-so-far.tsx'
import { Main } from '#components/shell/main.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { pageActor } from '#lib/access/session.ts'
import { answerPage } from '#lib/orders/acknowledge/acknowledge.queries.ts'
import { answerSentence } from '#lib/orders/acknowledge/page-words.rules.ts'
import { systemClock } from '#lib/values/clock.ts'

type Props = { params: Promise<{ orderNumber: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Answer to order ${(await params).orderNumber}` }
}

export default async function AcknowledgePage({ params }: Props) {
  const actor = await pageActor('acknowledgeOrder')
  const now = systemClock()
  const page = await answerPage(actor, now, (await params).orderNumber)
  if (!page) notFound()
  const { lines, decisions } = page
  const answered = lines.filter((line) => line.answer !== null).length
  const state = { ...page, open: decisions.length, answered, lines: lines.length }
  return (
    <Main>
      <PageHead
        back={{ href: `/orders/${page.number}`, words: `Order ${page.number}` }}
        title={`Answer of ${page.supplier}`}
        standfirst={answerSentence(state, now)}
      />
      <AnswerDecisions page={page} trustId={actor.trustId} />
      {page.atSupplier && lines.length > 0 && (
        <>
          <AnswerForm page={page} trustId={actor.trustId} main={decisions.length === 0 && answered === 0} />
          <AnswerFile page={page} trustId={actor.trustId} />
        </>
      )}
      <AnswersSoFar answers={page.answers} />
    </Main>
  )
}
