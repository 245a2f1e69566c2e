import { Details } from '#components/ui/details.tsx'
import type { ToldOperation } from '#lib/api/readable.rules.ts'
import { FieldTable } from './field-table.tsx'

/** One operation: what it does, what it takes, what it answers. */
export function OperationWords({ told }: { told: ToldOperation }) {
  const { id, method, path, summary, description, parameters, body, answer, example } = told
  return (
    <article id={id} aria-labelledby={`${id}-h`} className="app-more">
      <h3 id={`${id}-h`}>{summary}</h3>
      <p>
        <code className="app-code">{`${method} ${path}`}</code>
      </p>
      <p className="app-lead">{description.replaceAll('`', '')}</p>
      <Details summary={`Fields of ${id}`} small>
        {parameters.length > 0 && <FieldTable caption={`Parameters of ${id}`} fields={parameters} />}
        {body.length > 0 && <FieldTable caption={`Body of ${id}`} fields={body} />}
        {answer.length > 0 && <FieldTable caption={`Answer of ${id}`} fields={answer} />}
        {example !== null && (
          <>
            <p>A body that would do:</p>
            <pre className="app-code app-pre">{example}</pre>
          </>
        )}
      </Details>
    </article>
  )
}
