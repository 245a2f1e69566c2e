import { Link } from '#components/ui/link.tsx'
import { type HelpId, helpTopic } from '#lib/help/topics.ts'

/** Help where the question arises: the question, opened by a press, its answer in short, and the way to all of it. */
export function HelpWith({ topic }: { topic: HelpId }) {
  const { question, short } = helpTopic(topic)
  return (
    <details className="nhsuk-details app-14">
      <summary className="nhsuk-details__summary">{question}</summary>
      <div className="nhsuk-details__text">
        {short}{' '}
        <Link href={`/help#${topic}`}>
          More<span className="nhsuk-u-visually-hidden"> on: {question}</span>
        </Link>
      </div>
    </details>
  )
}
